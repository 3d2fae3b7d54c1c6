using System.Globalization;

namespace CLiKA.OnnxRuntime.Tokenizers.Patterns;

/// <summary>Reads character classes: brackets and backslash escapes.</summary>
/// <param name="cursor">Position in the expression.</param>
internal sealed class PatternClassReader(PatternCursor cursor)
{
    private const string Unclosed = "an unclosed [";

    private static readonly PatternClass Hexadecimal = new(
        CodePointSet.Range('0', '9').Union(CodePointSet.Range('A', 'F')).Union(CodePointSet.Range('a', 'f')), "0-9A-Fa-f");

    /// <summary>White space.</summary>
    private static PatternClass Space { get; } = new(UnicodeProperties.Space, @"\s");

    /// <summary>
    /// Word characters, as Oniguruma defines them outside brackets: they include the superscript digits and fractions of Latin-1, and no others.
    /// </summary>
    public static PatternClass Word { get; } = new(
        UnicodeProperties.Word.Union(CodePointSet.Of('²', '³', '¹', '¼', '½', '¾')),
        @"\p{L}\p{M}\p{Nl}\p{Nd}\p{Pc}\u00B2\u00B3\u00B9\u00BC-\u00BE\u24B6-\u24E9");

    private static PatternClass WordInBrackets { get; } = new(UnicodeProperties.Word, @"\p{L}\p{M}\p{Nl}\p{Nd}\p{Pc}\u24B6-\u24E9");

    private static PatternClass Digit { get; } = new(UnicodeProperties.Digit, @"\d");

    /// <summary>Reads a bracket expression after its opening bracket, including the closing one.</summary>
    /// <exception cref="NotSupportedException">A construct is not supported; the message quotes it.</exception>
    public PatternClass Brackets(bool ignoresCase)
    {
        cursor.Enter();
        var isNegated = cursor.Skip("^");
        CodePointSet? before = null;
        var items = new List<PatternClass>();

        // A closing bracket in first position is a literal.
        if (cursor.Skip("]"))
        {
            items.Add(Item(PatternClass.Single(']')));
        }

        while (!cursor.Skip("]"))
        {
            if (cursor.Skip("&&"))
            {
                before = Intersection(before, items);
                items.Clear();
            }
            else
            {
                items.Add(Item());
            }
        }

        cursor.Leave();
        var read = before is null && items.TrueForAll(item => item is { Native: not null, IsNegated: false })
            ? new PatternClass(Union(items), string.Concat(items.Select(item => item.Native)))
            : new PatternClass(Intersection(before, items), null);
        read = ignoresCase ? CaseFolding.Of(read) : read;
        return isNegated ? read.Negated() : read;
    }

    /// <summary>Reads an escape after its backslash.</summary>
    /// <param name="isInBrackets">Whether the escape is inside brackets.</param>
    /// <exception cref="NotSupportedException">A construct is not supported; the message quotes it.</exception>
    public PatternClass Escape(bool isInBrackets)
    {
        var letter = cursor.Take("\\");
        return letter switch
        {
            's' => Space,
            'S' => Space.Negated(),
            'd' => Digit,
            'D' => Digit.Negated(),
            'w' => isInBrackets ? WordInBrackets : Word,
            'W' => (isInBrackets ? WordInBrackets : Word).Negated(),
            'h' => Hexadecimal,
            'H' => Hexadecimal.Negated(),
            'p' => Property(isInBrackets, isNegated: false),
            'P' => Property(isInBrackets, isNegated: true),
            't' => PatternClass.Single('\t'),
            'n' => PatternClass.Single('\n'),
            'v' => PatternClass.Single('\v'),
            'f' => PatternClass.Single('\f'),
            'r' => PatternClass.Single('\r'),
            'a' => PatternClass.Single('\a'),
            'e' => PatternClass.Single('\u001B'),
            'u' => Hexadecimals("u", 4, 0xFFFF),
            'x' when cursor.Skip("{") => CodePoint("x{", cursor.TakeUntil("}", @"\x{"), 0x10FFFF),
            'x' => Hexadecimals("x", 2, 0x7F),
            _ when letter >= 128 || !char.IsAsciiLetterOrDigit((char)letter) => PatternClass.Single(letter),
            _ => throw new NotSupportedException($"\\{(char)letter}"),
        };
    }

    private static CodePointSet Union(List<PatternClass> items) =>
        items.Aggregate(CodePointSet.Empty, (all, item) => all.Union(item.Set));

    private static CodePointSet Intersection(CodePointSet? before, List<PatternClass> items) =>
        items.Count == 0 ? throw new NotSupportedException("an empty side of &&")
        : before is null ? Union(items)
        : before.Intersect(Union(items));

    private static PatternClass CodePoint(string prefix, string digits, int most) =>
        int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
        && value >= 0 && value <= most && value is < 0xD800 or > 0xDFFF
            ? PatternClass.Single(value)
            : throw new NotSupportedException($"\\{prefix}{digits}");

    private PatternClass Hexadecimals(string prefix, int count, int most)
    {
        var digits = cursor.Rest[..Math.Min(count, cursor.Rest.Length)].ToString();
        cursor.Skip(digits.Length);
        return digits.Length == count ? CodePoint(prefix, digits, most) : throw new NotSupportedException($"\\{prefix}{digits}");
    }

    private PatternClass Property(bool isInBrackets, bool isNegated)
    {
        if (!cursor.Skip("{"))
        {
            throw new NotSupportedException(@"\p without {");
        }

        var written = cursor.TakeUntil("}", @"\p{");
        var name = written.TrimStart('^');
        isNegated ^= written.StartsWith('^');
        foreach (var prefix in (string[])["Script=", "sc="])
        {
            name = name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? name[prefix.Length..] : name;
        }

        var set = UnicodeProperties.Find(name) ?? throw new NotSupportedException($"\\p{{{written}}}");
        var read = !isInBrackets && set == UnicodeProperties.Word ? Word
            : new PatternClass(set, UnicodeProperties.IsNative(name) ? $"\\p{{{name}}}" : null);
        return isNegated ? read.Negated() : read;
    }

    private PatternClass Item() =>
        cursor.IsAt("[:") && PosixBracket() is { } posix ? posix
        : cursor.Skip("[") ? Brackets(ignoresCase: false) with { Native = null }
        : Item(Character());

    // A character, a class, or the range that starts at the character.
    private PatternClass Item(PatternClass first)
    {
        if (!cursor.IsAt("-") || cursor.IsAt("-]"))
        {
            return first;
        }

        cursor.Skip(1);
        var last = cursor.IsAt("[") || cursor.IsAt("&&") ? null : Character().CodePoint;
        return first.CodePoint is { } from && last >= from
            ? PatternClass.Range(from, last.Value)
            : throw new NotSupportedException("an invalid range");
    }

    private PatternClass Character() => cursor.Skip("\\") ? Escape(isInBrackets: true) : PatternClass.Single(cursor.Take(Unclosed));

    private PatternClass? PosixBracket()
    {
        var end = cursor.Rest.IndexOf(":]", StringComparison.Ordinal);
        var written = end < 0 ? string.Empty : cursor.Rest[2..end].ToString();
        var name = written.TrimStart('^');
        if (name.Length == 0 || !name.All(char.IsAsciiLetter))
        {
            return null;
        }

        cursor.Skip(end + 2);
        var read = new PatternClass(
            UnicodeProperties.FindPosix(name) ?? throw new NotSupportedException($"[:{written}:]"), null);
        return written.StartsWith('^') ? read.Negated() : read;
    }
}
