using System.Text.Json;

namespace CLiKA.Input;

/// <summary>Reads JSON files and JSON-lines files; every error names the file and the line.</summary>
public static class JsonInput
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };
    private static readonly JsonDocumentOptions Repeated = new() { AllowDuplicateProperties = true };

    /// <summary>Reads a file that contains one JSON object.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidInputException">The file is missing, is not UTF-8, or does not contain one JSON object.</exception>
    public static JsonRecord ReadObject(string path) => Parse(path, null, TextInput.ReadAllText(path));

    /// <summary>Reads a file that contains one JSON object and is edited by people: an error names the line of the property at fault.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidInputException">The file is missing, is not UTF-8, or does not contain one JSON object.</exception>
    public static JsonRecord ReadWithLines(string path) => ReadObject(path) with { Place = [] };

    /// <summary>
    /// Reads a file that contains one JSON object and was written by a Python program, perhaps with numbers that JSON does not have; an error names the line
    /// of the property at fault.
    /// </summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The object, in which <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c> are texts.</returns>
    /// <exception cref="InvalidInputException">The file is missing, is not UTF-8, or does not contain one JSON object.</exception>
    public static JsonRecord ReadOfPython(string path) => Parse(path, null, PythonNumbers.Quoted(TextInput.ReadAllText(path))) with { Place = [] };

    /// <summary>Reads a file that contains one JSON object per line; empty lines are skipped.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The objects in order, each with its line number.</returns>
    /// <exception cref="InvalidInputException">The file is missing, is not UTF-8, has no line, or a line is not a JSON object.</exception>
    public static IReadOnlyList<JsonRecord> ReadLines(string path)
    {
        var records = TextInput.ReadAllText(path).Split('\n')
            .Select((text, index) => (Text: text.TrimEnd('\r'), Line: index + 1))
            .Where(line => line.Text.Length > 0)
            .Select(line => Parse(path, line.Line, line.Text))
            .ToList();
        return records.Count > 0 ? records : throw new InvalidInputException(path, "is empty; expected one JSON object a line.");
    }

    /// <summary>Parses one JSON object.</summary>
    /// <param name="path">Path of the file that the text comes from, for error messages.</param>
    /// <param name="line">Line that the text comes from; null where the text is the whole file.</param>
    /// <param name="text">The text.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidInputException">The text is not one JSON object.</exception>
    public static JsonRecord Parse(string path, int? line, string text) => Parse(path, line, text, Once);

    /// <summary>Parses one JSON object that was written by a program rather than a person: where a name is repeated, the last value counts.</summary>
    /// <param name="path">Source of the text, for error messages.</param>
    /// <param name="text">The text.</param>
    /// <returns>The object.</returns>
    /// <exception cref="InvalidInputException">The text is not one JSON object.</exception>
    public static JsonRecord ParseReply(string path, string text) => Parse(path, null, text, Repeated);

    private static JsonRecord Parse(string path, int? line, string text, JsonDocumentOptions options)
    {
        try
        {
            using var document = JsonDocument.Parse(text, options);
            if (text.Contains("\\ud", StringComparison.OrdinalIgnoreCase))
            {
                DecodeTexts(document.RootElement);
            }

            return document.RootElement.ValueKind == JsonValueKind.Object
                ? new JsonRecord(path, line, document.RootElement.Clone())
                : throw new InvalidInputException(path, line, $"expected a JSON object, found {document.RootElement.ValueKind}.");
        }
        catch (JsonException error)
        {
            MergeConflict.RequireNone(path, line, text);
            if (!options.AllowDuplicateProperties && JsonLines.FindRepeated(text) is { } repeated)
            {
                throw new InvalidInputException(path, line ?? repeated.Line, $"'{repeated.Name}' occurs twice in one object; expected each name once.", error);
            }

            var column = error.BytePositionInLine is { } position ? $" (byte {position + 1})" : string.Empty;
            var at = line ?? (int?)(error.LineNumber + 1);
            throw new InvalidInputException(path, at, $"not valid JSON{column}{CauseOf(error)}", error);
        }
        catch (InvalidOperationException error)
        {
            throw new InvalidInputException(path, line, "a \\u escape is half of a surrogate pair; expected both halves.", error);
        }
    }

    // What people write by hand is named; anything else is more likely a file that was cut off.
    private static string CauseOf(JsonException error) =>
        error.Message.Contains("trailing comma", StringComparison.Ordinal) ? ": a comma stands after the last entry."
        : error.Message.Contains("'/' is ", StringComparison.Ordinal) ? ": JSON has no comments."
        : error.Message.Contains("invalid escapable", StringComparison.Ordinal) ? @": a backslash in a text has to be written twice (\\), or, in a path, as '/'."
        : "; the file may be truncated or damaged.";

    // The parser accepts an escaped unpaired surrogate, and fails only when the string is read, where file and line are no longer known.
    private static void DecodeTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                _ = element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var entry in element.EnumerateArray())
                {
                    DecodeTexts(entry);
                }

                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    _ = property.Name;
                    DecodeTexts(property.Value);
                }

                break;
        }
    }
}
