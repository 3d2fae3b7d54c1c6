using System.Globalization;
using System.Text;

namespace CLiKA.Jinja.Runtime;

/// <summary>Converts values to strings as Python's <c>str</c> and <c>repr</c> do.</summary>
internal static class PythonText
{
    /// <summary>Converts a value as for the output.</summary>
    public static string Of(object? value) => value switch
    {
        string text => text,
        Undefined => string.Empty,
        _ => Representation(value),
    };

    private static string Representation(object? value) => value switch
    {
        null => "None",
        true => "True",
        false => "False",
        long number => number.ToString(CultureInfo.InvariantCulture),
        double number => Numbers.Text(number),
        string text => Quoted(text),
        Undefined => "Undefined",
        FixedList list => $"({string.Join(", ", list.Select(Representation))}{(list.Count == 1 ? "," : string.Empty)})",
        List<object?> list => $"[{string.Join(", ", list.Select(Representation))}]",
        Map map =>
            $"{{{string.Join(", ", map.Select(pair => $"{Representation(pair.Key)}: {Representation(pair.Value)}"))}}}",
        _ => throw new TemplateFault($"{Values.KindOf(value)} cannot be written as text."),
    };

    private static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                var value when value == quote => $"\\{quote}",
                ' ' => " ",
                var value when IsShown(rune) => rune.ToString(),
                <= 0xFF and var value => $"\\x{value:x2}",
                <= 0xFFFF and var value => $"\\u{value:x4}",
                var value => $"\\U{value:x8}",
            });
        }

        return quoted.Append(quote).ToString();
    }

    // Printable in the sense of Python, except for the ordinary space, which Python counts as printable.
    private static bool IsShown(Rune rune) => Rune.GetUnicodeCategory(rune)
        is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            or UnicodeCategory.SpaceSeparator);
}
