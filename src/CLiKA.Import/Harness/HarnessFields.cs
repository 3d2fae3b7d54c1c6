using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Import.Harness;

/// <summary>Reads values that tasks write as they like.</summary>
internal static class HarnessFields
{
    /// <summary>A text or a number.</summary>
    /// <param name="record">The object.</param>
    /// <param name="name">Name of the property.</param>
    /// <returns>The text, or the number as it is written; null where it is missing, blank or something else.</returns>
    public static string? Scalar(this JsonRecord record, string name) =>
        record.Element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && value.ToString() is var text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;
}
