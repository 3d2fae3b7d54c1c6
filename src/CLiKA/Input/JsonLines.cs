using System.Text;
using System.Text.Json;

namespace CLiKA.Input;

/// <summary>Finds where in a file a JSON property stands, for error messages.</summary>
internal static class JsonLines
{
    /// <summary>Finds a property.</summary>
    /// <param name="path">Path of a file that was read as JSON before.</param>
    /// <param name="names">The names that lead to the property, from the outermost object.</param>
    /// <returns>Its line, from 1; null where it is not there.</returns>
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
