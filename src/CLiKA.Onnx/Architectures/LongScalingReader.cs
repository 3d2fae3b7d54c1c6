using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads rotations of type <c>longrope</c>.</summary>
internal static class LongScalingReader
{
    /// <summary>The scaling within the length of the first training.</summary>
    /// <param name="rope">What config.json says of the rotation.</param>
    /// <param name="magnitude">By what turned values are multiplied.</param>
    public static LongScaling Read(JsonRecord rope, double magnitude) => new(Numbers(rope, "short_factor"), magnitude);

    private static ImmutableArray<double> Numbers(JsonRecord rope, string name) =>
        rope.Has(name) && rope.Element.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number && double.IsFinite(number.GetDouble()))
            ? [.. list.EnumerateArray().Select(number => number.GetDouble())]
            : throw rope.Error($"'{name}' is missing, or no list of numbers.");
}
