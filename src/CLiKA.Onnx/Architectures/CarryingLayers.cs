using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

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
        var own = Enumerable.Range(0, KeyValueSharing.OwnLayers(json, layers));
        return BlockTypes.Of(json) is not { } types ? [.. own]
            : types.Count == layers ? [.. own.Where(layer => types[layer] is not (BlockTypes.FeedForward or BlockTypes.Experts))]
            : throw json.Error($"the blocks of {types.Count} layers are listed; expected those of {layers} ('num_hidden_layers').");
    }
}
