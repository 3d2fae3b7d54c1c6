using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// The common parts of older decoders' config.json: multi-head attention without grouped queries, heads that together are as wide as the residual
/// stream, norms and projections with biases, and feed-forward blocks without a gate.
/// </summary>
internal static class MultiHeadConfiguration
{
    private static readonly Dictionary<string, FeedForwardActivation> Activations = new(StringComparer.Ordinal)
    {
        ["gelu"] = FeedForwardActivation.Gelu,
        ["gelu_fast"] = FeedForwardActivation.GeluTanh,
        ["gelu_new"] = FeedForwardActivation.GeluTanh,
        ["gelu_pytorch_tanh"] = FeedForwardActivation.GeluTanh,
        ["relu"] = FeedForwardActivation.Relu,
        ["relu2"] = FeedForwardActivation.SquaredRelu,
        ["silu"] = FeedForwardActivation.Silu,
    };

    /// <summary>Reads the shape of a decoder.</summary>
    /// <param name="json">
    /// The configuration, with the usual names of sizes. The width inside the feed-forward block defaults to four times the width of the residual
    /// stream.
    /// </param>
    /// <param name="rotation">The rotary embedding of its layers; null for none.</param>
    /// <param name="epsilon">Name of the property with the epsilon of normalizations; null for the default of torch.</param>
    public static DecoderConfiguration Shape(JsonRecord json, Rotation? rotation, string? epsilon)
    {
        var hidden = json.WholeNumber("hidden_size");
        var whole = json.WithDefault("intermediate_size", (int)Math.Min(4L * hidden, int.MaxValue));
        var shape = LlamaConfigurationReader.Shape(whole, rotation ?? new(10_000, null), epsilon);
        if (hidden % Math.Max(1, shape.Heads) != 0)
        {
            throw json.Error($"'hidden_size' is {hidden}; expected a multiple of 'num_attention_heads', {shape.Heads}.");
        }

        shape = shape with
        {
            KeyValueHeads = shape.Heads,
            HeadSize = hidden / Math.Max(1, shape.Heads),
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            Variant = new() { NormKind = NormKind.StandardDeviation, NormBias = true, HasGate = false },
        };
        DecoderConfigurationCheck.RequireSizes(shape, json);
        return rotation is null
            ? shape.WithLayers(Enumerable.Repeat(new LayerAttention(null, null), shape.Layers))
            : shape;
    }

    /// <summary>Reads the activation function of the feed-forward block.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="name">Name of the property.</param>
    public static FeedForwardActivation Activation(JsonRecord json, string name) => Activations.TryGetValue(json.Text(name), out var activation)
        ? activation
        : throw json.Error($"'{name}' is '{json.Text(name)}'; expected {string.Join(", ", Activations.Keys)}.");
}
