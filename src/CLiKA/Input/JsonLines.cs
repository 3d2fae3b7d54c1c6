using System.Text;
using System.Text.Json;

namespace CLiKA.Input;

/// <summary>Finds the lines of JSON properties, for error messages.</summary>
internal static class JsonLines
{
    /// <summary>Finds a property.</summary>
    /// <param name="path">Path of a file that has already been parsed as JSON.</param>
    /// <param name="names">The names that lead to the property, from the outermost object.</param>
    /// <returns>One-based line number; null where the property is not there.</returns>
    public static int? Find(string path, params ReadOnlySpan<string> names)
    {
        var bytes = Encoding.UTF8.GetBytes(PythonNumbers.Quoted(TextInput.ReadAllText(path)));
        var reader = new Utf8JsonReader(bytes);
        var found = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != found + 1)
            {
                continue;
            }

            if (!reader.ValueTextEquals(names[found]))
            {
                reader.Skip();
            }
            else if (++found == names.Length)
            {
                return LineOf(reader, bytes);
            }
        }

        return null;
    }

    /// <summary>Finds the first property whose name its object has already.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The name, and the one-based line where it is repeated; null where none is before the text ends or stops being JSON.</returns>
    public static (string Name, int Line)? FindRepeated(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var objects = new Stack<HashSet<string>>();
        try
        {
            while (reader.Read())
            {
                switch (reader.TokenType)
                {
                    case JsonTokenType.StartObject:
                        objects.Push(new(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        objects.Pop();
                        break;
                    case JsonTokenType.PropertyName when !objects.Peek().Add(reader.GetString()!):
                        return (reader.GetString()!, LineOf(reader, bytes));
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // Something else is wrong, and is reported by whoever parses the text.
        }

        return null;
    }

    private static int LineOf(Utf8JsonReader reader, byte[] bytes) => 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
}
