using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads the properties of a checkpoint's quantization.</summary>
internal static class QuantizationProperties
{
    /// <summary>
    /// Throws where an unknown property is set: it may mean that weights are not what they seem, for example that they are rotated.
    /// </summary>
    /// <param name="json">The properties.</param>
    /// <param name="read">The properties that are read.</param>
    /// <param name="withoutEffect">The properties that describe where weights come from, or how others compute with them.</param>
    /// <exception cref="InvalidInputException">Another property is set.</exception>
    public static void RequireKnown(JsonRecord json, IEnumerable<string> read, IEnumerable<string> withoutEffect)
    {
        foreach (var property in UnknownProperties.Of(json, [.. read, .. withoutEffect]))
        {
            throw json.Error($"'{property.Name}' is {UnknownProperties.Describe(property.Value)}; CLiKA does not know this property of a quantization.");
        }
    }

    /// <summary>Returns whether a property exists and is set.</summary>
    public static bool IsSet(JsonRecord json, string name) => json.Element.TryGetProperty(name, out var value) && UnknownProperties.IsSet(value);

    /// <summary>Returns the number of inputs that share a scale; null for -1, which means all.</summary>
    public static int? GroupSize(JsonRecord json) => json.WholeNumber("group_size") switch
    {
        -1 => null,
        > 0 and var size => size,
        var size => throw json.Error($"'group_size' is {size}; expected -1, or at least 1."),
    };

    /// <summary>Returns the number of bits of a weight.</summary>
    public static int Bits(JsonRecord json, string name, params int[] expected) => json.WholeNumber(name) is var bits && expected.Contains(bits)
        ? bits
        : throw json.Error($"'{name}' is {bits}; expected {string.Join(" or ", expected)}.");

    /// <summary>Returns the rows and columns of a tile that shares a scale.</summary>
    public static (int Rows, int Columns) Tile(JsonRecord json, string name) =>
        json.Element.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().ToArray() is [{ ValueKind: JsonValueKind.Number } rows, { ValueKind: JsonValueKind.Number } columns]
        && rows.TryGetInt32(out var height) && columns.TryGetInt32(out var width) && height > 0 && width > 0
            ? (height, width)
            : throw json.Error($"'{name}' is {json.Element.GetProperty(name)}; expected two whole numbers above 0, rows and columns.");
}
