using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Import.Harness;

/// <summary>The key that identifies a question across languages: properties of the dataset row, or the position of the row.</summary>
/// <param name="Names">Names of the properties.</param>
internal sealed record HarnessKey(ImmutableArray<string> Names)
{
    /// <summary>Property with the position of a question in its task.</summary>
    public const string Place = "doc_id";

    /// <summary>Keys that datasets are known to have, the most reliable first.</summary>
    public static ImmutableArray<HarnessKey> Known { get; } =
        [new(["link", "question_number"]), new(["sample_id"]), new(["question_id"]), new(["id"]), new(["idx"]), new([Place])];

    /// <summary>Parses a key.</summary>
    /// <param name="names">Names of properties, separated by commas.</param>
    public static HarnessKey Parse(string names) =>
        new([.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)]);

    /// <summary>Returns the key value of a question.</summary>
    /// <param name="record">The line.</param>
    /// <param name="part">Distinguishes its task from others of the same set and language.</param>
    /// <returns>The value; null if a property is missing or is neither a string nor a number.</returns>
    public string? Of(JsonRecord record, string part)
    {
        var row = record.Element.TryGetProperty("doc", out var doc) && doc.ValueKind == JsonValueKind.Object
            ? record with { Element = doc }
            : null;
        var values = Names.Select(name => name == Place ? record.Scalar(name) : row?.Scalar(name)).ToList();
        return values.Contains(null) ? null : string.Join('-', values.Prepend(part).Where(value => value!.Length > 0));
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', Names);
}
