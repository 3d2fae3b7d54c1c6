using CLiKA.Input;

namespace CLiKA.Import.Tables;

/// <summary>Reads rows of named values from any supported kind of file.</summary>
public static class TableInput
{
    /// <summary>Reads a file by its extension: <c>.jsonl</c>, <c>.csv</c> or <c>.parquet</c>.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>
    /// The rows, at least one, each with the line in which it begins; rows of Parquet files are numbered from 1. A missing value is null.
    /// </returns>
    /// <exception cref="InvalidInputException">The file is missing, damaged, or has no row.</exception>
    public static IReadOnlyList<JsonRecord> Read(string path) => Path.GetExtension(path) switch
    {
        ".csv" => CsvInput.Read(path),
        ".parquet" => ParquetInput.Read(path),
        _ => JsonInput.ReadLines(path),
    };
}
