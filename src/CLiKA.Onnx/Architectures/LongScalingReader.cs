using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads rotations of type <c>longrope</c>.</summary>
internal static class LongScalingReader
{
    private const string Name = "longrope";

    // Of the first files of Phi-3.
    private const string EarlierName = "su";

    /// <summary>What config.json says of a rotation of this type; null where nothing is scaled.</summary>
    /// <param name="json">The configuration.</param>
    /// <exception cref="InvalidInputException">It is scaled by another type.</exception>
    public static JsonRecord? Find(JsonRecord json)
    {
        const string Owner = "the scaling of the rotation";
        if (RotationReader.RopeIn(json) is not { } rope)
        {
            return null;
        }

        var type = RotationReader.TypeOf(rope, Owner);
        if (type is not ("default" or Name or EarlierName))
        {
            throw rope.Error($"{Owner} is of type '{type}'; expected default or {Name}.");
        }

        var isScaled = type != "default";
        RotationProperties.Require(rope, isScaled ? Name : type);
        return isScaled ? rope : null;
    }

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
