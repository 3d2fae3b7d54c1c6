using System.Collections.Immutable;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads which layers' attention slides over a window and which sees all: <c>layer_types</c>, or a pattern that repeats.</summary>
internal static class LayerTypes
{
    /// <summary>What layers are called whose attention slides.</summary>
    public const string Sliding = "sliding_attention";

    /// <summary>What layers are called that see all.</summary>
    public const string Full = "full_attention";

    /// <summary>The attention of each layer.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="shape">The shape of the decoder.</param>
    /// <param name="period">Every how many layers one sees all, where no list says it layer by layer.</param>
    /// <param name="sliding">How layers turn whose attention slides.</param>
    /// <param name="full">How the others turn; null where they do not.</param>
    public static IEnumerable<LayerAttention> Read(JsonRecord json, DecoderConfiguration shape, int period, Rotation sliding, Rotation? full)
    {
        DecoderConfigurationCheck.Require(shape, json);
        var types = json.Has("layer_types") ? Listed(json, shape.Layers) : Repeated(json, shape.Layers, period);
        var window = types.Contains(Sliding) ? json.WholeNumber("sliding_window") : int.MaxValue;
        return types.Select(type => type == Full
            ? new LayerAttention(null, full)
            : new LayerAttention(window < shape.MaximumPositions ? window : null, sliding));
    }

    /// <summary>The attention of layers that all slide over one window, where the file has one; none where they see all.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="shape">The shape of the decoder, which is sound.</param>
    /// <param name="rotation">How they turn.</param>
    public static ImmutableArray<LayerAttention> Alike(JsonRecord json, DecoderConfiguration shape, Rotation rotation) =>
        json.Has("sliding_window") && json.WholeNumber("sliding_window") is var window && window < shape.MaximumPositions
            ? [.. Enumerable.Repeat(new LayerAttention(window, rotation), shape.Layers)]
            : [];

    private static string[] Listed(JsonRecord json, int layers)
    {
        string[] types = [.. json.Texts("layer_types")];
        return types.Length == layers && Array.TrueForAll(types, type => type is Full or Sliding)
            ? types
            : throw json.Error($"'layer_types' is {string.Join(", ", types)}; expected {layers} of {Sliding} and {Full}.");
    }

    private static string[] Repeated(JsonRecord json, int layers, int period) => period > 0
        ? [.. Enumerable.Range(1, layers).Select(layer => layer % period == 0 ? Full : Sliding)]
        : throw json.Error($"every {period} layers one would see all; expected at least every one.");
}
