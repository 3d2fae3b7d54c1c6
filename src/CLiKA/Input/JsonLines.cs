using System.Text;
using System.Text.Json;

namespace CLiKA.Input;

/// <summary>Finds the line of a JSON property in a file, for error messages.</summary>
internal static class JsonLines
{
    /// <summary>Finds a property.</summary>
    /// <param name="path">Path of a file that has already been parsed as JSON.</param>
    /// <param name="names">The names that lead to the property, from the outermost object.</param>
    /// <returns>One-based line number; null where the property is not there.</returns>
    public static int? Find(string path, params ReadOnlySpan<string> names)
    {
        var bytes = Encoding.UTF8.GetBytes(TextInput.ReadAllText(path));
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
                return 1 + bytes.AsSpan(0, (int)reader.TokenStartIndex).Count((byte)'\n');
            }
        }

        return null;
    }
}
