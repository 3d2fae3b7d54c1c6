using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CLiKA.Input;
using Parquet;
using Parquet.Schema;
using Parquet.Serialization;

namespace CLiKA.Import.Tables;

/// <summary>Reads Parquet files.</summary>
public static class ParquetInput
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The rows, at least one, numbered from 1 as if they were lines; a missing value is null.</returns>
    /// <exception cref="InvalidInputException">The file is missing, is not a Parquet file, or has no row.</exception>
    public static IReadOnlyList<JsonRecord> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InvalidInputException(path, "no such file; expected a Parquet file.");
        }

        try
        {
            // The library only reads asynchronously; a read from memory completes synchronously.
            var bytes = BinaryInput.ReadAll(path);
            if (!ParquetFooter.IsWhole(bytes))
            {
                throw new InvalidInputException(path, "cannot be read as Parquet: its footer is incomplete; the file may be truncated or damaged.");
            }

            using var stream = new MemoryStream(bytes);
            var result = ParquetSerializer.DeserializeUntypedAsync(stream).GetAwaiter().GetResult();
            RequireWholeLists(path, stream, result.Data);
            return result.Data.Count > 0
                ? [.. result.Data.Select((row, index) => new JsonRecord(path, index + 1, ToObject(result.Schema, row)))]
                : throw new InvalidInputException(path, "has no rows; expected at least one.");
        }
        catch (Exception error) when (error is not InvalidInputException)
        {
            // On damaged and unusual files the library fails in many ways, and allocates as much memory as a page header claims.
            throw new InvalidInputException(
                path, $"cannot be read as Parquet: {error.Message.TrimEnd('.')}; the file may be truncated or damaged.", error);
        }
    }

    // The library skips null elements of lists, which would shift the letters of the options after them.
    private static void RequireWholeLists(string path, Stream stream, IList<Dictionary<string, object>> rows)
    {
        var reader = ParquetReader.CreateAsync(stream, leaveStreamOpen: true).GetAwaiter().GetResult();
        var lists = reader.Schema.Fields.OfType<ListField>().Select(field => field.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (index, field) in reader.Schema.GetDataFields().Index().Where(field => lists.Contains(field.Item.Path.FirstPart!)))
        {
            // A null or empty list is written as one value.
            var written = reader.Metadata!.RowGroups.Sum(group => group.Columns[index].MetaData!.NumValues);
            var read = rows.Sum(row => row.GetValueOrDefault(field.Path.FirstPart!) is ICollection list ? Math.Max(1, list.Count) : 1);
            if (read != written)
            {
                throw new InvalidInputException(
                    path,
                    $"column '{field.Path.FirstPart}': a list has a null or another list as an element; expected texts or numbers.");
            }
        }
    }

    private static JsonElement ToObject(ParquetSchema schema, Dictionary<string, object> row)
    {
        var values = schema.Fields.Select(field => KeyValuePair.Create(field.Name, ToNode(row.GetValueOrDefault(field.Name))));
        return JsonSerializer.SerializeToElement(new JsonObject(values));
    }

    private static JsonNode? ToNode(object? value) => value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        ReadOnlyMemory<char> text => JsonValue.Create(text.ToString()),
        bool flag => JsonValue.Create(flag),
        long or int or short or byte or sbyte or ushort or uint => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        IEnumerable values => new JsonArray([.. values.Cast<object?>().Select(ToNode)]),
        _ => JsonValue.Create(Convert.ToString(value, CultureInfo.InvariantCulture)),
    };
}
