using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads what most kinds of decoders name the same in config.json. Whatever else a file asks for is rejected by name: a model that differs by a bias or
/// a scaled rotary embedding would load and answer, slightly wrongly.
/// </summary>
internal static class DecoderShape
{
    /// <summary>Reads the sizes of a decoder, and everything else that is named the same in all files.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">The rotary embedding of its layers.</param>
    /// <param name="epsilon">Name of the property with the epsilon of normalizations; null for the default of torch.</param>
    public static DecoderConfiguration Read(JsonRecord json, Rotation rotation, string? epsilon = "rms_norm_eps")
    {
        var heads = json.WholeNumber("num_attention_heads");
        var hidden = json.WholeNumber("hidden_size");
        var hasBias = json.TruthOr("attention_bias", false);
        return new()
        {
            VocabularySize = json.WholeNumber("vocab_size"),
            HiddenSize = hidden,
            IntermediateSize = json.WholeNumber("intermediate_size"),
            Layers = json.WholeNumber("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = json.OptionalWholeNumber("num_key_value_heads") ?? heads,
            HeadSize = json.OptionalWholeNumber("head_dim") ?? hidden / Math.Max(1, heads),
            NormEpsilon = epsilon is null ? 1e-5 : json.Number(epsilon),
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            RopeTheta = rotation.Theta,
            RopeScaling = rotation.Scaling,
            MaximumPositions = Math.Min(json.WholeNumber("max_position_embeddings"), RotationReader.Longest(json)),
            BeginningOfSequenceToken = json.OptionalWholeNumber("bos_token_id"),
            TiedEmbeddings = json.TruthOr("tie_word_embeddings", false),
        };
    }

    /// <summary>
    /// Reads a decoder like Llama: with a gate, its activation, and biases where the file has them (a kind without biases lacks the property, and
    /// rejects a file that sets it).
    /// </summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">The rotary embedding of its layers.</param>
    /// <param name="epsilon">Name of the property with the epsilon of normalizations; null for the default of torch.</param>
    public static DecoderConfiguration ReadGated(JsonRecord json, Rotation rotation, string? epsilon = "rms_norm_eps")
    {
        json.RequireOneOf("hidden_act", "silu");
        return Read(json, rotation, epsilon) with { FeedForwardBias = json.TruthOr("mlp_bias", false) };
    }

    /// <summary>
    /// Reads a decoder of the older classes: multi-head attention without grouped queries, heads that together are as wide as the residual stream,
    /// norms and projections with biases, and feed-forward blocks without a gate.
    /// </summary>
    /// <param name="json">
    /// The configuration. The width inside the feed-forward block defaults to four times the width of the residual stream.
    /// </param>
    /// <param name="rotation">The rotary embedding of its layers; null for none.</param>
    /// <param name="epsilon">Name of the property with the epsilon of normalizations; null for the default of torch.</param>
    public static DecoderConfiguration ReadMultiHead(JsonRecord json, Rotation? rotation, string? epsilon)
    {
        var hidden = json.WholeNumber("hidden_size");
        var whole = json.WithDefault("intermediate_size", (int)Math.Min(4L * hidden, int.MaxValue));
        var shape = Read(whole, rotation ?? new(10_000, null), epsilon);
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
            Variant = new() { NormKind = NormKind.LayerNorm, HasGate = false },
        };
        DecoderConfigurationCheck.RequireSizes(shape, json);
        return rotation is null
            ? shape.WithLayers(Enumerable.Repeat(new LayerAttention(null, null), shape.Layers))
            : shape;
    }
}
