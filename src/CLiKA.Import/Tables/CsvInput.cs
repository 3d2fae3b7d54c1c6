using System.Text;
using System.Text.Json;
using CLiKA.Input;
using CsvHelper;

namespace CLiKA.Import.Tables;

/// <summary>Reads CSV files (RFC 4180) whose first row holds the column names; every value is a string.</summary>
public static class CsvInput
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file, in UTF-8; the separator is the first of comma, semicolon and tab that line 1 contains.</param>
    /// <returns>
    /// The rows, at least one, each with the line in which it begins; columns that are entirely blank and blank rows at the end are left out.
    /// </returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing, is not valid UTF-8 or CSV, has no row, repeats a column name, or has rows of different lengths.
    /// </exception>
    public static IReadOnlyList<JsonRecord> Read(string path)
    {
        var text = ReadText(path);
        var firstLine = text.AsSpan(0, Math.Max(0, text.IndexOf('\n', StringComparison.Ordinal)));
        var options = new CsvReaderOptions
        {
            Separator = SeparatorOf(firstLine),
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Throw,
            FieldCountMismatch = CsvFieldCountHandling.Throw,
        };
        try
        {
            using var reader = CsvReader.FromText(text, options);
            var rows = new List<(int Line, string[] Values)>();
            while (reader.Read())
            {
                rows.Add(((int)reader.LineNumber, [.. Enumerable.Range(0, reader.Headers.Count).Select(column => reader.GetString(column))]));
            }

            // Spreadsheet programs keep emptied rows below the last used one, as they do with columns.
            var used = 1 + rows.FindLastIndex(row => !Array.TrueForAll(row.Values, string.IsNullOrWhiteSpace));
            rows.RemoveRange(used, rows.Count - used);
            return rows.Count > 0
                ? ToRecords(path, [.. reader.Headers], rows)
                : throw new InvalidInputException(path, "has no rows; expected a row of column names and at least one below it.");
        }
        catch (CsvFormatException error)
        {
            throw new InvalidInputException(path, (int)error.LineNumber, $"not valid CSV: {error.Message}", error);
        }
    }

    private static string ReadText(string path)
    {
        try
        {
            return TextInput.ReadAllText(path);
        }
        catch (InvalidInputException error) when (error.InnerException is DecoderFallbackException)
        {
            throw new InvalidInputException(
                path, error.Line, "has a byte that is not UTF-8; in a spreadsheet program, save the table as 'CSV UTF-8'.", error);
        }
    }

    // Spreadsheet programs use semicolons in locales with a decimal comma, and tabs on request.
    private static char SeparatorOf(ReadOnlySpan<char> firstLine)
    {
        foreach (var separator in (ReadOnlySpan<char>)[',', ';', '\t'])
        {
            if (firstLine.Contains(separator))
            {
                return separator;
            }
        }

        return ',';
    }

    private static List<JsonRecord> ToRecords(string path, string[] names, List<(int Line, string[] Values)> rows)
    {
        // Spreadsheet programs write blank columns after the last one that was ever used.
        var columns = Enumerable.Range(0, names.Length)
            .Where(column => !string.IsNullOrWhiteSpace(names[column]) || rows.Exists(row => !string.IsNullOrWhiteSpace(row.Values[column])))
            .ToList();
        var twice = columns.GroupBy(column => names[column], StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? rows.ConvertAll(row => new JsonRecord(
                path, row.Line, JsonSerializer.SerializeToElement(columns.ToDictionary(column => names[column], column => row.Values[column]))))
            : throw new InvalidInputException(path, 1, $"column '{twice.Key}' occurs twice; expected different names.");
    }
}
