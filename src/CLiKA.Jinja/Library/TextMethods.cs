using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>The methods of strings, as in Python.</summary>
internal static partial class TextMethods
{
    private static readonly char[] LineEnds =
        ['\n', '\r', '\v', '\f', '\u001c', '\u001d', '\u001e', '\u0085', '\u2028', '\u2029'];

    /// <summary>The methods by name.</summary>
    public static Dictionary<string, Func<string, Arguments, object?>> All { get; } = new(StringComparer.Ordinal)
    {
        ["strip"] = (text, given) => Stripped(text, given, fromStart: true, fromEnd: true),
        ["lstrip"] = (text, given) => Stripped(text, given, fromStart: true, fromEnd: false),
        ["rstrip"] = (text, given) => Stripped(text, given, fromStart: false, fromEnd: true),
        ["lower"] = (text, given) => given.WithNone(Lower(text)),
        ["upper"] = (text, given) => given.WithNone(Upper(text)),
        ["title"] = (text, given) => given.WithNone(Title(text)),
        ["capitalize"] = (text, given) => given.WithNone(Capitalized(text)),
        ["startswith"] = (text, given) => AnyOf(given, start => text.StartsWith(start, StringComparison.Ordinal)),
        ["endswith"] = (text, given) => AnyOf(given, end => text.EndsWith(end, StringComparison.Ordinal)),
        ["replace"] = (text, given) => Replace(text, given.Only("old", "new", "count")),
        ["split"] = (text, given) => Split(text, given.Only("sep", "maxsplit"), fromEnd: false),
        ["rsplit"] = (text, given) => Split(text, given.Only("sep", "maxsplit"), fromEnd: true),
        ["splitlines"] = (text, given) => given.WithNone(Lines(text)),
        ["find"] = (text, given) => Find(text, text.IndexOf(given.Only("sub").Text(0, "sub"), StringComparison.Ordinal)),
        ["rfind"] = (text, given) => Find(text, text.LastIndexOf(given.Only("sub").Text(0, "sub"), StringComparison.Ordinal)),
        ["count"] = (text, given) => Count(text, given.Only("sub").Text(0, "sub")),
        ["join"] = (text, given) => Join(text, Values.Elements(given.Only("iterable").Get(0, "iterable"))),
        ["format"] = Format,
        ["isdigit"] = (text, given) => given.WithNone(text.Length > 0 && text.All(char.IsDigit)),
        ["isalpha"] = (text, given) => given.WithNone(text.Length > 0 && text.All(char.IsLetter)),
        ["isalnum"] = (text, given) => given.WithNone(text.Length > 0 && text.All(char.IsLetterOrDigit)),
        ["isspace"] = (text, given) => given.WithNone(text.Length > 0 && text.All(WhiteSpace.Is)),
        ["removeprefix"] = (text, given) => given.Only("prefix").Text(0, "prefix") is var prefix
            && text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text,
        ["removesuffix"] = (text, given) => given.Only("suffix").Text(0, "suffix") is var suffix
            && text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text,
    };

    /// <summary>Converts to lower case; İ becomes two characters, and a sigma at the end of a word has another form.</summary>
    public static string Lower(string text) =>
        FinalSigma().Replace(text, "ς").ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);

    /// <summary>Converts to upper case.</summary>
    public static string Upper(string text) => Capitals.Of(text);

    /// <summary>Converts the first letter to upper case and the others to lower case.</summary>
    public static string Capitalized(string text) => text.Length == 0 ? text : text[..1].ToUpperInvariant() + text[1..].ToLowerInvariant();

    /// <summary>Replaces all occurrences of a part of a text, or the number of them that is given.</summary>
    public static string Replace(string text, Arguments given)
    {
        var (old, with) = (given.Text(0, "old"), given.Text(1, "new"));
        var limit = given.Get(2, "count", null) is null ? -1 : given.Integer(2, "count", -1);
        var parts = old.Length > 0 ? text.Split(old, limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue - 1) + 1) : null;
        if (parts is null)
        {
            throw new TemplateFault("the text to replace is empty; expected at least one character.");
        }

        Rendering.CheckedLength(text.Length + ((parts.Length - 1L) * (with.Length - old.Length)));
        return string.Join(with, parts);
    }

    /// <summary>Strips white space, or the given characters, from the ends of a text.</summary>
    public static string Stripped(string text, Arguments given, bool fromStart, bool fromEnd)
    {
        if (given.Only("chars").Get(0, "chars", null) is null)
        {
            text = fromStart ? text.TrimStart(WhiteSpace.Characters) : text;
            return fromEnd ? text.TrimEnd(WhiteSpace.Characters) : text;
        }

        // .NET's Trim treats an empty set of characters as white space, and a character beyond U+FFFF as two.
        var characters = given.Text(0, "chars").EnumerateRunes().ToHashSet();
        var runes = text.EnumerateRunes().ToList();
        var (first, last) = (0, runes.Count);
        while (fromStart && first < last && characters.Contains(runes[first]))
        {
            first++;
        }

        while (fromEnd && last > first && characters.Contains(runes[last - 1]))
        {
            last--;
        }

        return string.Concat(runes[first..last].Select(rune => rune.ToString()));
    }

    /// <summary>Joins texts.</summary>
    public static string Join(string separator, List<object?> parts)
    {
        var texts = parts.ConvertAll(PythonText.Of);
        Rendering.CheckedLength(texts.Sum(text => (long)text.Length) + ((long)separator.Length * texts.Count));
        return string.Join(separator, texts);
    }

    /// <summary>Converts the first letter of every word to upper case.</summary>
    private static string Title(string text)
    {
        var title = new StringBuilder(text.Length);
        var inWord = false;
        foreach (var character in text)
        {
            title.Append(inWord ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character));
            inWord = char.IsLetter(character);
        }

        return title.ToString();
    }

    /// <summary>Converts the first letter of every word to upper case, with words as in Jinja's filter: an apostrophe begins none.</summary>
    public static string TitleOfWords(string text) =>
        string.Concat(WordBeginnings().Split(text).Where(part => part.Length > 0).Select(part => Upper(part[..1]) + Lower(part[1..])));

    [GeneratedRegex(@"([-\s({\[<]+)")]
    private static partial Regex WordBeginnings();

    // Unicode's Final_Sigma, with Case_Ignorable approximated for most texts.
    [GeneratedRegex(@"(?<=\p{L}[\p{M}\p{Cf}\p{Lm}\p{Sk}'.:·’]*)Σ(?![\p{M}\p{Cf}\p{Lm}\p{Sk}'.:·’]*\p{L})")]
    private static partial Regex FinalSigma();

    private static bool AnyOf(Arguments given, Predicate<string> holds) => given.Only("prefix").Get(0, "prefix") is List<object?> several
        ? several.OfType<string>().Any(part => holds(part))
        : holds(given.Text(0, "prefix"));

    private static List<object?> Split(string text, Arguments given, bool fromEnd)
    {
        var limit = given.Integer(1, "maxsplit", -1);
        var count = limit < 0 ? int.MaxValue : (int)Math.Min(limit, int.MaxValue - 1) + 1;
        if (given.Get(0, "sep", null) is null)
        {
            return SplitWords(text, count, fromEnd);
        }

        var separator = given.Text(0, "sep");
        if (separator.Length == 0)
        {
            throw new TemplateFault("the separator is empty; expected at least one character.");
        }

        if (!fromEnd)
        {
            return [.. text.Split(separator, count)];
        }

        var parts = text.Split(separator);
        var kept = Math.Max(0, parts.Length - count);
        return [string.Join(separator, parts[..(kept + 1)]), .. parts[(kept + 1)..]];
    }

    private static List<object?> SplitWords(string text, int count, bool fromEnd)
    {
        var words = new List<object?>();
        var rest = text.AsSpan().Trim(WhiteSpace.Characters);
        while (rest.Length > 0)
        {
            var end = fromEnd ? rest.LastIndexOfAny(WhiteSpace.Characters) : rest.IndexOfAny(WhiteSpace.Characters);
            if (end < 0 || words.Count + 1 == count)
            {
                words.Add(rest.ToString());
                break;
            }

            words.Add((fromEnd ? rest[(end + 1)..] : rest[..end]).ToString());
            rest = fromEnd ? rest[..end].TrimEnd(WhiteSpace.Characters) : rest[end..].TrimStart(WhiteSpace.Characters);
        }

        if (fromEnd)
        {
            words.Reverse();
        }

        return words;
    }

    /// <summary>Splits a text into lines, without their ends.</summary>
    public static List<object?> Lines(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Split(LineEnds);
        return [.. lines[^1].Length == 0 ? lines[..^1] : lines];
    }

    // Indices count code points.
    private static long Find(string text, int index) =>
        index <= 0 ? index : text[..index].EnumerateRunes().LongCount();

    private static long Count(string text, string part) =>
        part.Length == 0 ? text.EnumerateRunes().LongCount() + 1 : text.AsSpan().Count(part);

    // Format specifications ('{:>8}') are not supported.
    private static string Format(string text, Arguments given)
    {
        var (result, next) = (new StringBuilder(), 0);
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] is not ('{' or '}'))
            {
                result.Append(text[index]);
            }
            else if (index + 1 < text.Length && text[index + 1] == text[index])
            {
                result.Append(text[index++]);
            }
            else
            {
                var end = text.IndexOf('}', index);
                var name = text[index] == '{' && end > 0 ? text[(index + 1)..end] : throw new TemplateFault($"'{text}' is not a format; expected '{{}}', a number or a name in braces, or a doubled brace.");
                var place = name.Length == 0 ? next++ : int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
                result.Append(PythonText.Of(given.Get(place, name)));
                Rendering.CheckedLength(result.Length);
                index = end;
            }
        }

        return result.ToString();
    }
}
