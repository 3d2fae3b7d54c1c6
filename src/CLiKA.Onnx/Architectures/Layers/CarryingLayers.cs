using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;

namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>The layers of a decoder that carry something from token to token: keys and values of their own, or a state.</summary>
public static class CarryingLayers
{
    /// <summary>Returns these layers.</summary>
    /// <param name="json">The decoder's configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <returns>Their indices.</returns>
    /// <exception cref="InvalidInputException">The file does not say so for every layer.</exception>
    public static IReadOnlyList<int> Of(JsonRecord json, int layers)
    {
        ArgumentNullException.ThrowIfNull(json);
        var own = Enumerable.Range(0, KeyValueSharing.OwnLayers(json, layers)).Except(SkippedLayers.Of(json));
        if (BlockTypes.Of(json) is not { } types)
        {
            return [.. own];
        }

        BlockTypes.RequireOfEach(json, types, layers);
        return [.. own.Where(layer => !BlockTypes.Feeds(types[layer]))];
    }
}
