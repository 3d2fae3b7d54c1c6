using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CLiKA.Jinja.Runtime;

/// <summary>Converts values from JSON, and to JSON as Python's <c>json.dumps</c> does, which is behind transformers' <c>tojson</c>.</summary>
internal static class Json
{
    /// <summary>Converts a JSON element to a template value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The element is undefined.</exception>
    public static object? ToValue(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var whole) ? (object)whole : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(ToValue).ToList(),
        JsonValueKind.Object => new Map(
            element.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, ToValue(property.Value)))),
        _ => throw new ArgumentOutOfRangeException(nameof(element)),
    };

    /// <summary>Writes a value as JSON.</summary>
    /// <param name="value">The value.</param>
    /// <param name="asciiOnly">Whether to escape non-ASCII characters.</param>
    /// <param name="indent">Indentation per level; null to write a single line.</param>
    /// <param name="itemSeparator">Separator between items on one line.</param>
    /// <param name="keySeparator">Separator between a key and its value.</param>
    /// <param name="sortKeys">Whether to sort keys.</param>
    public static string Write(object? value, bool asciiOnly, int? indent, string itemSeparator, string keySeparator, bool sortKeys)
    {
        var text = new StringBuilder();
        Append(value, 0);
        return text.ToString();

        void Append(object? part, int depth)
        {
            Rendering.CheckedLength(text.Length);
            switch (part)
            {
                case null:
                    text.Append("null");
                    break;
                case bool flag:
                    text.Append(flag ? "true" : "false");
                    break;
                case long number:
                    text.Append(number.ToString(CultureInfo.InvariantCulture));
                    break;
                case double number:
                    text.Append(Numbers.Text(number));
                    break;
                case string quoted:
                    AppendQuoted(quoted);
                    break;
                case List<object?> list:
                    AppendAll('[', ']', list, depth, item => Append(item, depth + 1));
                    break;
                case Map map:
                    var pairs = sortKeys ? map.OrderBy(pair => PythonText.Of(pair.Key), StringComparer.Ordinal) : map.AsEnumerable();
                    AppendAll('{', '}', [.. pairs], depth, pair =>
                    {
                        AppendQuoted(PythonText.Of(pair.Key));
                        text.Append(keySeparator);
                        Append(pair.Value, depth + 1);
                    });
                    break;
                default:
                    throw new TemplateFault($"{Values.KindOf(part)} cannot be written as JSON.");
            }
        }

        void AppendAll<T>(char open, char close, List<T> parts, int depth, Action<T> append)
        {
            text.Append(open);
            foreach (var (index, part) in parts.Index())
            {
                text.Append(index == 0 ? string.Empty : indent is null ? itemSeparator : itemSeparator.TrimEnd());
                NewLine(depth + 1);
                append(part);
            }

            if (parts.Count > 0)
            {
                NewLine(depth);
            }

            text.Append(close);
        }

        void NewLine(int depth)
        {
            if (indent is { } width)
            {
                text.Append('\n').Append(' ', Rendering.CheckedLength((long)width * depth));
            }
        }

        void AppendQuoted(string quoted)
        {
            text.Append('"');
            foreach (var character in quoted)
            {
                text.Append(character switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\r' => "\\r",
                    '\t' => "\\t",
                    '\b' => "\\b",
                    '\f' => "\\f",
                    _ when character < ' ' || (asciiOnly && character >= '\u007f') => $"\\u{(int)character:x4}",
                    _ => character.ToString(),
                });
            }

            text.Append('"');
        }
    }
}
