using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>Reads which layers have a sliding window and which have full attention: <c>layer_types</c>, or a repeating pattern.</summary>
internal static class LayerTypes
{
    /// <summary>The layer type with a sliding window.</summary>
    public const string Sliding = "sliding_attention";

    /// <summary>The layer type with full attention.</summary>
    public const string Full = "full_attention";

    private const string Window = "sliding_window";

    /// <summary>Returns the attention of each layer.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="shape">The shape of the decoder.</param>
    /// <param name="period">The interval of layers with full attention, where the layers are not listed.</param>
    /// <param name="sliding">The rotary embedding of layers with a sliding window.</param>
    /// <param name="full">The rotary embedding of the other layers; null for none.</param>
    public static IEnumerable<LayerAttention> Read(JsonRecord json, DecoderConfiguration shape, int period, Rotation sliding, Rotation? full)
    {
        DecoderConfigurationCheck.Require(shape, json);
        return Attention(json, shape, Of(json, shape.Layers, period), sliding, full);
    }

    /// <summary>Returns the attention of layers of given types.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="shape">The shape of the model, for its maximum number of positions.</param>
    /// <param name="types">The type of each layer.</param>
    /// <param name="sliding">The rotary embedding of layers with a sliding window.</param>
    /// <param name="full">The rotary embedding of layers with full attention; null for none.</param>
    public static IEnumerable<LayerAttention> Attention(
        JsonRecord json, DecoderConfiguration shape, IReadOnlyCollection<string> types, Rotation sliding, Rotation? full)
    {
        var window = types.Contains(Sliding) ? json.WholeNumber(Window) : int.MaxValue;
        return types.Select(type => type == Full
            ? new LayerAttention(null, full)
            : new LayerAttention(window < shape.MaximumPositions ? window : null, sliding));
    }

    /// <summary>Returns the type of each layer.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="period">The interval of layers with full attention, where the layers are not listed.</param>
    public static string[] Of(JsonRecord json, int layers, int period) =>
        json.Has("layer_types") ? Listed(json, layers) : Repeated(json, layers, period);

    /// <summary>
    /// Returns the attention of layers that all have the same sliding window, where the file has one; empty where all have full attention.
    /// </summary>
    /// <param name="json">The configuration.</param>
    /// <param name="shape">The shape of the decoder, which is valid.</param>
    /// <param name="rotation">The rotary embedding of the layers.</param>
    public static ImmutableArray<LayerAttention> Alike(JsonRecord json, DecoderConfiguration shape, Rotation rotation) =>
        json.OptionalWholeNumber(Window) is { } window && window < shape.MaximumPositions
            ? [.. Enumerable.Repeat(new LayerAttention(window, rotation), shape.Layers)]
            : [];

    /// <summary>
    /// Returns the longest text, in tokens, in which a sliding window over all layers has no effect: the size of the window; the largest integer where
    /// there is none.
    /// </summary>
    /// <exception cref="InvalidInputException">The window holds no position.</exception>
    public static int LongestWithinWindow(JsonRecord json) => json.OptionalWholeNumber(Window) switch
    {
        null => int.MaxValue,
        < 1 and var window => throw json.Error($"'{Window}' is {window}; expected at least 1."),
        { } window => window,
    };

    /// <summary>Returns the layers of a type that has a state instead of attention.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    /// <param name="type">The layer type; all others have full attention.</param>
    /// <param name="attention">Another name of the type with full attention.</param>
    /// <returns>Indices of the layers; null where the file does not list the types.</returns>
    public static IEnumerable<int>? Stateful(JsonRecord json, int layers, string type, string attention = Full) => json.Has("layer_types")
        ? Listed(json, layers, type, attention).Index().Where(pair => pair.Item == type).Select(pair => pair.Index)
        : null;

    private static string[] Listed(JsonRecord json, int layers, string other = Sliding, string attention = Full)
    {
        string[] types = [.. json.Texts("layer_types")];
        return types.Length == layers && Array.TrueForAll(types, type => type == Full || type == attention || type == other)
            ? types
            : throw json.Error($"'layer_types' is {string.Join(", ", types)}; expected {other} or {attention} for each of {layers} layers.");
    }

    private static string[] Repeated(JsonRecord json, int layers, int period) => period > 0
        ? [.. Enumerable.Range(1, layers).Select(layer => layer % period == 0 ? Full : Sliding)]
        : throw json.Error($"'sliding_window_pattern' is {period}; expected at least 1.");
}
