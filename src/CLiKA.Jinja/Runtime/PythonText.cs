using System.Globalization;
using System.Text;

namespace CLiKA.Jinja.Runtime;

/// <summary>Values as texts, as Python's <c>str</c> and <c>repr</c> write them.</summary>
internal static class PythonText
{
    /// <summary>A value as it is written into the output.</summary>
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
        _ => throw new TemplateFault($"{Values.KindOf(value)} cannot be written."),
    };

    private static string Quoted(string text)
    {
        var quote = text.Contains('\'', StringComparison.Ordinal) && !text.Contains('"', StringComparison.Ordinal) ? '"' : '\'';
        var quoted = new StringBuilder().Append(quote);
        foreach (var character in text)
        {
            quoted.Append(character switch
            {
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when character == quote => $"\\{quote}",
                < ' ' or (>= '\u007f' and < '\u00a0') or '\u00ad' => $"\\x{(int)character:x2}",
                _ => character.ToString(),
            });
        }

        return quoted.Append(quote).ToString();
    }
}
