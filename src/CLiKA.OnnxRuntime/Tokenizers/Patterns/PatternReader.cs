using System.Collections.Immutable;
using System.Globalization;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>
/// Translates a regular expression from Oniguruma's syntax to .NET's. Constructs that the two interpret differently are translated or rejected.
/// </summary>
internal sealed class PatternReader
{
    // The longest pattern of published tokenizers has fewer than a thousand characters.
    private const int MostCharacters = 1 << 14;

    private readonly PatternCursor _cursor;
    private readonly PatternClassReader _classes;
    private readonly List<PatternPart> _parts = [];

    private PatternReader(string expression)
    {
        _cursor = new(expression);
        _classes = new(_cursor);
    }

    /// <summary>Translates an expression.</summary>
    /// <exception cref="NotSupportedException">A construct is not supported; the message quotes it.</exception>
    public static ImmutableArray<PatternPart> Read(string expression)
    {
        if (expression.Length > MostCharacters)
        {
            throw new NotSupportedException($"more than {MostCharacters} characters");
        }

        var reader = new PatternReader(expression);
        _ = reader.Alternatives(reader._cursor.Skip("(?i)"));
        return reader._cursor.IsAtEnd ? [.. reader._parts] : throw new NotSupportedException("an unmatched )");
    }

    /// <summary>Returns the parts that match a text literally.</summary>
    public static ImmutableArray<PatternPart> OfText(string text)
    {
        var reader = new PatternReader(string.Empty);
        foreach (var rune in text.EnumerateRunes())
        {
            reader.Add(PatternClass.Single(rune.Value));
        }

        return [.. reader._parts];
    }

    private void Add(string text) => _parts.Add(new(text));

    private void Add(PatternClass given) => _parts.Add(given.CodePoint is { } point and < 0x10000
        ? new(char.IsAsciiLetterOrDigit((char)point) ? $"{(char)point}" : string.Create(CultureInfo.InvariantCulture, $@"\u{point:X4}"))
        : new(string.Empty, given));

    // Returns whether one alternative is only an anchor and so has no length: Oniguruma does not repeat such a group.
    private bool Alternatives(bool ignoresCase)
    {
        var hasAnchor = Sequence(ignoresCase);
        while (_cursor.Skip("|"))
        {
            Add("|");
            hasAnchor |= Sequence(ignoresCase);
        }

        return hasAnchor;
    }

    // Returns whether the sequence is only an anchor.
    private bool Sequence(bool ignoresCase)
    {
        var (length, isAnchor) = (0, false);
        int? before = null;
        while (!_cursor.IsAtEnd && !_cursor.IsAt("|") && !_cursor.IsAt(")"))
        {
            var start = _parts.Count;
            if (_cursor.Skip("(?#"))
            {
                _cursor.TakeUntil(")", "(?#");
                continue;
            }

            var (isRepeatable, character) = _cursor.Skip("(") ? (Group(ignoresCase), null) : Atom(ignoresCase);
            if (ignoresCase && before is { } first && character is { } second)
            {
                CaseFolding.Check(first, second);
            }

            before = Quantify(start, isRepeatable) ? null : character;
            (length, isAnchor) = (length + 1, !isRepeatable);
        }

        return length == 1 && isAnchor;
    }

    // Reads a group after its opening parenthesis, and returns whether it can be repeated. No capture is ever used, so groups do not capture.
    private bool Group(bool ignoresCase)
    {
        var (opening, isRepeatable, encloses) = ("(?:", true, true);
        if (_cursor.IsAt("*"))
        {
            throw new NotSupportedException("(*");
        }

        if (_cursor.Skip("?"))
        {
            var kind = Array.Find(["i:", "-i:", "=", "!", "<=", "<!", ">", ":"], _cursor.Skip);
            ignoresCase = kind == "i:" || (ignoresCase && kind != "-i:");
            if (kind is "=" or "!" or "<=" or "<!" or ">")
            {
                (opening, isRepeatable) = ($"(?{kind}", kind == ">");
            }
            else if (kind is null)
            {
                Name();
            }

            encloses = kind is null or ">" or "i:" or "-i:";
        }

        Add(opening);
        _cursor.Enter();
        isRepeatable &= !Alternatives(ignoresCase) || encloses;
        _cursor.Leave();
        if (!_cursor.Skip(")"))
        {
            throw new NotSupportedException("an unclosed (");
        }

        Add(")");
        return isRepeatable;
    }

    private void Name()
    {
        if (!_cursor.Skip("<") || !char.IsAsciiLetter(_cursor.Rest is [var letter, ..] ? letter : ' '))
        {
            throw new NotSupportedException($"(?{_cursor.Rest[..Math.Min(2, _cursor.Rest.Length)]}");
        }

        _cursor.TakeUntil(">", "(?<");
    }

    // Reads one character, class or anchor; returns whether it can be repeated, and the character.
    private (bool IsRepeatable, int? Character) Atom(bool ignoresCase)
    {
        if (Anchor())
        {
            return (false, null);
        }

        if (PatternQuantifier.IsAt(_cursor))
        {
            throw new NotSupportedException($"{_cursor.Rest[0]} with nothing to repeat");
        }

        if (_cursor.Skip("."))
        {
            Add(PatternClass.Single('\n').Negated());
            return (true, null);
        }

        if (_cursor.Skip("["))
        {
            Add(_classes.Brackets(ignoresCase));
            return (true, null);
        }

        var read = _cursor.Skip("\\") ? _classes.Escape(isInBrackets: false) : PatternClass.Single(_cursor.Take(string.Empty));
        Add(ignoresCase && read.Native is not (@"\s" or @"\d") ? CaseFolding.Of(read) : read);
        return (true, read.CodePoint);
    }

    private bool Anchor()
    {
        switch (Array.Find(["^", "$", @"\A", @"\z", @"\Z", @"\b", @"\B"], _cursor.Skip))
        {
            case null:
                return false;

            // In Oniguruma, no line begins after a final line feed.
            case "^":
                Add(@"(?:^(?!\z)|\A)");
                return true;
            case @"\b":
                Boundary("(?!", "(?=");
                return true;
            case @"\B":
                Boundary("(?=", "(?!");
                return true;
            case var anchor:
                Add(anchor);
                return true;
        }
    }

    private void Boundary(string behindWord, string behindOther)
    {
        var word = new PatternPart(string.Empty, PatternClassReader.Word);
        _parts.AddRange([new("(?:(?<="), word, new($"){behindWord}"), word, new(")|(?<!"), word, new($"){behindOther}"), word, new("))")]);
    }

    // Reads a quantifier for the parts from the start index on, and returns whether there was one.
    private bool Quantify(int start, bool isRepeatable)
    {
        if (!PatternQuantifier.IsAt(_cursor))
        {
            return false;
        }

        if (!isRepeatable)
        {
            throw new NotSupportedException($"{_cursor.Rest[0]} after an anchor or lookaround, which has no length");
        }

        var (opening, closing) = PatternQuantifier.Read(_cursor);
        _parts.Insert(start, new(opening));
        Add(closing);
        return true;
    }
}
