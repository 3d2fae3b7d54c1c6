using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>The last layers of a decoder, which attend to keys and values of earlier ones, as in Gemma 3n and 4.</summary>
internal static class KeyValueSharing
{
    /// <summary>The property of config.json that says how many they are.</summary>
    public const string Name = "num_kv_shared_layers";

    /// <summary>Returns how many layers have keys and values of their own.</summary>
    /// <param name="json">The decoder's configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <returns>The number, at least 1.</returns>
    /// <exception cref="InvalidInputException">The property is not a number of layers, or leaves none.</exception>
    public static int OwnLayers(JsonRecord json, int layers)
    {
        var sharing = json.Has(Name) ? json.WholeNumber(Name) : 0;
        return sharing >= 0 && sharing < layers
            ? layers - sharing
            : throw json.Error($"'{Name}' is {sharing}; expected at least 0, and fewer than {layers} layers.");
    }

    /// <summary>Returns whose keys and values each layer attends to: the last layer of its type that has its own.</summary>
    /// <param name="json">The decoder's configuration.</param>
    /// <param name="types">The type of each layer.</param>
    /// <returns>For each layer, the index of the other one; null for its own.</returns>
    /// <exception cref="InvalidInputException">The property is not a number of layers, or leaves none of a type.</exception>
    public static IEnumerable<int?> Sources(JsonRecord json, string[] types)
    {
        var own = OwnLayers(json, types.Length);
        return types.Select((type, layer) => layer < own ? (int?)null
            : Array.LastIndexOf(types, type, own - 1) is >= 0 and var source ? source
            : throw json.Error($"'{Name}' is {types.Length - own}; expected a layer of type {type} before layer {own}, whose keys and values layer {layer} reads."));
    }
}
