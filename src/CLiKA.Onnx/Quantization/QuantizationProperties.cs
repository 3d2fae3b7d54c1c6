using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Quantization;

/// <summary>Reads properties that say how a checkpoint was quantized.</summary>
internal static class QuantizationProperties
{
    /// <summary>
    /// Refuses what is set and not known: a property may say that weights are not what they seem, as a rotation does.
    /// </summary>
    /// <param name="json">The properties.</param>
    /// <param name="read">Those that are read.</param>
    /// <param name="withoutEffect">Those that say where weights come from, or how others compute with them.</param>
    /// <exception cref="InvalidInputException">Another is set.</exception>
    public static void RequireKnown(JsonRecord json, IEnumerable<string> read, IEnumerable<string> withoutEffect)
    {
        foreach (var property in UnknownProperties.Of(json, [.. read, .. withoutEffect]))
        {
            throw json.Error($"'{property.Name}' is {UnknownProperties.Words(property.Value)}; CLiKA does not know what that means for the weights.");
        }
    }

    /// <summary>Whether a property is there and says anything.</summary>
    public static bool IsSet(JsonRecord json, string name) => json.Element.TryGetProperty(name, out var value) && UnknownProperties.IsSet(value);

    /// <summary>Whether a property is true.</summary>
    public static bool IsTrue(JsonRecord json, string name, bool otherwise) => json.Has(name) ? json.Truth(name) : otherwise;

    /// <summary>Refuses a property that is set to anything but what is listed.</summary>
    public static void RequireOneOf(JsonRecord json, string name, params string[] expected)
    {
        if (json.Has(name) && json.Text(name) is var value && !expected.Contains(value, StringComparer.OrdinalIgnoreCase))
        {
            throw json.Error($"'{name}' is '{value}'; expected {string.Join(" or ", expected)}.");
        }
    }

    /// <summary>The number of inputs that share a scale; null where it is -1, for all.</summary>
    public static int? GroupSize(JsonRecord json, string name = "group_size") => json.WholeNumber(name) switch
    {
        -1 => null,
        > 0 and var size => size,
        var size => throw json.Error($"'{name}' is {size}; expected -1, or a number above 0."),
    };

    /// <summary>The number of bits of a weight.</summary>
    public static int Bits(JsonRecord json, string name, params int[] expected) => json.WholeNumber(name) is var bits && expected.Contains(bits)
        ? bits
        : throw json.Error($"'{name}' is {bits}; expected {string.Join(" or ", expected)}.");

    /// <summary>Rows and columns of what shares a scale.</summary>
    public static (int Rows, int Columns) Tile(JsonRecord json, string name) =>
        json.Element.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().ToArray() is [{ ValueKind: JsonValueKind.Number } rows, { ValueKind: JsonValueKind.Number } columns]
        && rows.TryGetInt32(out var height) && columns.TryGetInt32(out var width) && height > 0 && width > 0
            ? (height, width)
            : throw json.Error($"'{name}' is {json.Element.GetProperty(name)}; expected rows and columns, two whole numbers above 0.");
}
