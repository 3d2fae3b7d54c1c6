using System.Text.Json;
using CLiKA.Input;
using CsvHelper;

namespace CLiKA.Import.Tables;

/// <summary>Reads CSV files (RFC 4180) whose first row names the columns; every value is a text.</summary>
public static class CsvInput
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file; it is UTF-8, and separated by commas, or by semicolons if line 1 has no comma.</param>
    /// <returns>The rows, at least one, each with the line it begins in.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is not UTF-8 or not CSV, has no row, names a column twice, or has rows of different lengths.
    /// </exception>
    public static IReadOnlyList<JsonRecord> Read(string path)
    {
        var text = TextInput.ReadAllText(path);
        var firstLine = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal)));
        var options = new CsvReaderOptions
        {
            // Spreadsheets write semicolons where the comma is the decimal mark.
            Separator = firstLine.Contains(';') && !firstLine.Contains(',') ? ';' : ',',
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        };
        try
        {
            using var reader = CsvReader.FromText(text, options);
            var rows = new List<JsonRecord>();
            while (reader.Read())
            {
                rows.Add(ReadRow(path, reader));
            }

            return rows.Count > 0
                ? rows
                : throw new InvalidInputException(path, "has no row; expected a row of column names and others below.");
        }
        catch (CsvFormatException error)
        {
            throw new InvalidInputException(path, (int)error.LineNumber, $"not valid CSV: {error.Message}", error);
        }
    }

    private static JsonRecord ReadRow(string path, CsvReader reader)
    {
        var row = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (column, name) in reader.Headers.Index())
        {
            if (!row.TryAdd(name, reader.GetString(column)))
            {
                throw new InvalidInputException(path, 1, $"column '{name}' occurs twice.");
            }
        }

        return new JsonRecord(path, (int)reader.LineNumber, JsonSerializer.SerializeToElement(row));
    }
}
