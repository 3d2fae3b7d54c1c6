using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// What config.json of older decoders have in common: every query head has keys and values of its own, all heads together are as wide as the
/// residual stream, norms and projections have biases, and feed-forward blocks no gate.
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

    /// <summary>The shape of a decoder.</summary>
    /// <param name="json">The configuration, with the usual names of sizes. Where it has no width inside the feed-forward block, that is four times the width.</param>
    /// <param name="rotation">How its layers turn; null where they do not.</param>
    /// <param name="epsilon">What the file calls the number that is added before a root is taken; null for the one that torch's norms take.</param>
    public static DecoderConfiguration Shape(JsonRecord json, Rotation? rotation, string? epsilon)
    {
        var hidden = json.WholeNumber("hidden_size");
        var whole = ConfigurationDefaults.Filled(json, "intermediate_size", (int)Math.Min(4L * hidden, int.MaxValue));
        var shape = LlamaConfigurationReader.Shape(whole, rotation ?? new(10_000, null), epsilon);
        if (hidden % Math.Max(1, shape.Heads) != 0)
        {
            throw json.Error($"a width of {hidden} cannot be shared by {shape.Heads} heads evenly.");
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
            ? shape with { Variant = shape.Variant with { Layers = [.. Enumerable.Repeat(new LayerAttention(null, null), shape.Layers)] } }
            : shape;
    }

    /// <summary>What values go through inside the feed-forward block.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="name">What the file calls it.</param>
    public static FeedForwardActivation Activation(JsonRecord json, string name) => Activations.TryGetValue(json.Text(name), out var activation)
        ? activation
        : throw json.Error($"'{name}' is '{json.Text(name)}'; expected {string.Join(", ", Activations.Keys)}.");

    /// <summary>Refuses what a file asks for by a truth, where its class would compute otherwise.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="name">Name of the property.</param>
    /// <param name="expected">What it has to be, where it is there.</param>
    public static void Require(JsonRecord json, string name, bool expected)
    {
        if (json.Has(name) && json.Truth(name) != expected)
        {
            throw json.Error($"'{name}' is {(expected ? "false" : "true")}; only models where it is {(expected ? "true" : "false")} are supported.");
        }
    }
}
