using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>MptForCausalLM: ALiBi, and neither biases nor gates.</summary>
internal static class Mpt
{
    private const string Attention = "attn_config";
    private const string Scale = "softmax_scale";
    private const string Bias = "alibi_bias_max";
    private const int UsualBias = 8;
    private const string Expansion = "expansion_ratio";
    private const int Usual = 4;

    // HuggingFace's class, as of version 5, saves the type of the weights here too.
    private static readonly string[] OfAttention =
        ["dtype", "attn_type", "attn_pdrop", "attn_impl", "alibi", Bias, Scale, "attn_uses_sequence_id", "model_type", "prefix_lm", "qk_ln"];

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = [("d_model", "hidden_size"), ("n_layers", "num_hidden_layers"), ("n_heads", "num_attention_heads"), ("max_seq_len", "max_position_embeddings")],
        Defaults = $$"""{ "layer_norm_epsilon": 1e-5, "{{Expansion}}": {{Usual}}, "no_bias": true, "norm_type": "low_precision_layernorm", "tie_word_embeddings": true }""",

        // The class adds no positions, whatever the first says; the others matter where a model is made or trained.
        Properties = $"{Attention} learned_pos_emb init_config init_device embedding_fraction verbose fc_type tokenizer_name",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["transformer."],
        ("embed_tokens", "wte"),
        ("layers", "blocks"),
        ("self_attn", "attn"),
        ("qkv_proj", "Wqkv"),
        ("o_proj", "out_proj"),
        ("mlp", "ffn"),
        ("norm", "norm_f"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("no_bias", true);
        json.RequireOneOf("norm_type", "low_precision_layernorm", "layernorm");
        var shape = DecoderShape.ReadMultiHead(json, rotation: null, "layer_norm_epsilon");
        RequireUsualWidth(json, shape);
        return shape with
        {
            QueryKeyValueBias = false,
            OutputBias = false,
            FeedForwardBias = false,
            Variant = shape.Variant with
            {
                NormKind = NormKind.LayerNormWithoutBias,
                Norms = new("norm_1", null, "norm_2", null),
                Activation = FeedForwardActivation.Gelu,
                AttentionScale = json.Has(Attention) ? ScaleOf(json.Record(Attention)) : null,
                Alibi = new(),
                Fused = FusedProjections.Attention,
                Names = Names,
            },
        };
    }

    // HuggingFace's class takes no other.
    private static void RequireUsualWidth(JsonRecord json, DecoderConfiguration shape)
    {
        if (json.WholeNumber(Expansion) is not Usual and var ratio)
        {
            throw json.Error($"'{Expansion}' is {ratio}; expected {Usual}.");
        }

        if (shape.IntermediateSize != (long)Usual * shape.HiddenSize)
        {
            throw json.Error($"'intermediate_size' is {shape.IntermediateSize}; expected {(long)Usual * shape.HiddenSize}, {Usual} times the hidden size.");
        }
    }

    private static double? ScaleOf(JsonRecord attention)
    {
        attention.RequireOneOf("attn_type", "multihead_attention");
        attention.RequireTruth("alibi", true);
        attention.RequireTruth("prefix_lm", false);
        attention.RequireTruth("qk_ln", false);
        if (attention.OptionalNumber(Bias) is { } bias && bias != UsualBias)
        {
            throw attention.Error($"'{Bias}' is {bias}; expected {UsualBias}.");
        }

        foreach (var property in UnknownProperties.Of(attention, OfAttention).Where(property => DecoderProperties.MayMatter(property.Name, property.Value)))
        {
            throw attention.Error($"'{property.Name}' of '{Attention}' is {UnknownProperties.Describe(property.Value)}; CLiKA does not know what that means.");
        }

        return attention.OptionalNumber(Scale);
    }
}
