using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Import.Harness;

/// <summary>Reads values whose type differs between tasks.</summary>
internal static class HarnessFields
{
    /// <summary>Reads a string or a number.</summary>
    /// <param name="record">The object.</param>
    /// <param name="name">Name of the property.</param>
    /// <returns>The string, or the number as written; null if it is missing, blank or of another type.</returns>
    public static string? Scalar(this JsonRecord record, string name) =>
        record.Element.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.String or JsonValueKind.Number
        && value.ToString() is var text && !string.IsNullOrWhiteSpace(text)
            ? text
            : null;
}
