using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>Reads rotary scalings of type <c>longrope</c>.</summary>
internal static class LongRopeReader
{
    private const string Name = "longrope";

    // The type's name in the first files of Phi-3.
    private const string EarlierName = "su";

    /// <summary>Finds a scaling of this type in config.json; returns null where nothing is scaled.</summary>
    /// <param name="json">The configuration.</param>
    /// <exception cref="InvalidInputException">There is a scaling of another type.</exception>
    public static JsonRecord? Find(JsonRecord json)
    {
        const string Owner = "the rotary scaling";
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

    /// <summary>Reads the scaling within the length of the original training.</summary>
    /// <param name="rope">The scaling's object in config.json.</param>
    /// <param name="magnitude">The factor that multiplies rotated values.</param>
    public static LongRopeScaling Read(JsonRecord rope, double magnitude) => new(Numbers(rope, "short_factor"), magnitude);

    private static ImmutableArray<double> Numbers(JsonRecord rope, string name) =>
        rope.Has(name) && rope.Element.GetProperty(name) is { ValueKind: JsonValueKind.Array } list
        && list.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number && double.IsFinite(number.GetDouble()))
            ? [.. list.EnumerateArray().Select(number => number.GetDouble())]
            : throw rope.Error($"'{name}' is missing or not a list of numbers; expected a number for each pair of rotated values.");
}
