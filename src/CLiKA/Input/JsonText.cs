using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CLiKA.Input;

/// <summary>Writes JSON that people read too: every script stays readable, since the text is not embedded in HTML.</summary>
public static class JsonText
{
    /// <summary>A layout with everything on one line.</summary>
    public static JsonWriterOptions Line { get; } = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A layout with one property per line, and line feeds on every operating system.</summary>
    public static JsonWriterOptions Indented { get; } = Line with { Indented = true, NewLine = "\n" };

    /// <summary>Writes a value on one line, for a message: in the files that HuggingFace's libraries save, a list has a line for each of its items.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The text.</returns>
    public static string OnOneLine(JsonElement value)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Line))
        {
            value.WriteTo(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Writes an object.</summary>
    /// <param name="layout">The layout.</param>
    /// <param name="writeProperties">Writes the properties.</param>
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
