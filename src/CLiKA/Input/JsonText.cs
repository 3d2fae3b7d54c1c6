using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CLiKA.Input;

/// <summary>Writes JSON as text that people read too: every script stays readable, since the text is not put into HTML.</summary>
public static class JsonText
{
    /// <summary>Everything on one line.</summary>
    public static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One property a line; line feeds on every system.</summary>
    public static JsonWriterOptions Indented { get; } = Line with { Indented = true, NewLine = "\n" };

    /// <summary>Writes an object.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="writeProperties">Writes what is inside.</param>
    /// <returns>The text, without a final newline.</returns>
    public static string WriteObject(JsonWriterOptions layout, Action<Utf8JsonWriter> writeProperties)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, layout))
        {
            json.WriteStartObject();
            writeProperties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
