using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>The layers of a decoder that attend to images, and that texts skip.</summary>
internal static class SkippedLayers
{
    /// <summary>The property that lists them.</summary>
    public const string Name = "cross_attention_layers";

    /// <summary>Reads their indices.</summary>
    /// <param name="json">The decoder's configuration.</param>
    public static IReadOnlyCollection<int> Of(JsonRecord json) => LayerLists.Read(json, Name);
}
