using System.Globalization;
using System.Text;
using CLiKA.Jinja.Runtime;

namespace CLiKA.Jinja.Library;

/// <summary>The global functions of every template: Jinja's that have no side effects, and the two that transformers adds.</summary>
internal static class Globals
{
    // As in Jinja's sandbox.
    private const long MaximumRange = 100_000;

    /// <summary>The functions by name.</summary>
    public static Dictionary<string, Callable> All { get; } = new(StringComparer.Ordinal)
    {
        ["range"] = Range,
        ["namespace"] = given => new Namespace(Maps(given).Concat(given.Named)),
        ["dict"] = given => new Map(Maps(given).Concat(given.Named)),
        ["raise_exception"] = given =>
            throw new TemplateFault($"the template raised an exception: {PythonText.Of(given.Only("message").Get(0, "message"))}"),
        ["strftime_now"] = given => Strftime(given.Rendering.Date, given.Only("format").Text(0, "format")),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Maps(Arguments given) =>
        given.Positional.OfType<Map>().SelectMany(map => map, (_, pair) => KeyValuePair.Create(PythonText.Of(pair.Key), pair.Value));

    private static List<object?> Range(Arguments given)
    {
        given.Only("start", "stop", "step");
        var (first, second) = (given.Integer(0, "start", 0), given.Has(1, "stop") ? given.Integer(1, "stop", 0) : (long?)null);
        var (start, stop, step) = (second is null ? 0 : first, second ?? first, given.Integer(2, "step", 1));
        if (step == 0)
        {
            throw new TemplateFault("the step of 'range' is 0.");
        }

        var count = Int128.Max(0, (((Int128)stop - start) + step - Math.Sign(step)) / step);
        return count <= MaximumRange
            ? [.. Enumerable.Range(0, (int)count).Select(index => (object?)(start + (index * step)))]
            : throw new TemplateFault($"'range' has {count} numbers; at most {MaximumRange} are allowed.");
    }

    private static string Strftime(DateTime date, string format)
    {
        var (text, culture) = (new StringBuilder(), CultureInfo.InvariantCulture);
        for (var index = 0; index < format.Length; index++)
        {
            if (format[index] != '%' || index + 1 == format.Length)
            {
                text.Append(format[index]);
                continue;
            }

            var code = format[++index] == '-' && index + 1 < format.Length ? $"-{format[++index]}" : $"{format[index]}";
            text.Append(code switch
            {
                "Y" => date.ToString("yyyy", culture),
                "y" => date.ToString("yy", culture),
                "m" => date.ToString("MM", culture),
                "d" => date.ToString("dd", culture),
                "-m" => date.Month.ToString(culture),
                "-d" => date.Day.ToString(culture),
                "B" => date.ToString("MMMM", culture),
                "b" => date.ToString("MMM", culture),
                "A" => date.ToString("dddd", culture),
                "a" => date.ToString("ddd", culture),
                "H" => date.ToString("HH", culture),
                "I" => date.ToString("hh", culture),
                "M" => date.ToString("mm", culture),
                "S" => date.ToString("ss", culture),
                "p" => date.ToString("tt", culture),
                "j" => date.DayOfYear.ToString("000", culture),
                "F" => date.ToString("yyyy-MM-dd", culture),
                "T" => date.ToString("HH:mm:ss", culture),
                "%" => "%",
                _ => throw new TemplateFault($"'strftime_now' does not support '%{code}'."),
            });
        }

        return text.ToString();
    }
}
