using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>The last layers of a decoder, which attend to keys and values of earlier ones, as in Gemma 4.</summary>
public static class KeyValueSharing
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
        ArgumentNullException.ThrowIfNull(json);
        var sharing = json.Has(Name) ? json.WholeNumber(Name) : 0;
        return sharing >= 0 && sharing < layers
            ? layers - sharing
            : throw json.Error($"'{Name}' is {sharing}; expected at least 0, and fewer than {layers} layers.");
    }
}
