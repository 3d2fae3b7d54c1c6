using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// BloomForCausalLM. It has no maximum length, since its attention falls with distance: where <c>seq_length</c> does not give the length of the
/// training texts, it is 2,048, as for all published models.
/// </summary>
internal static class Bloom
{
    private const int TrainedPositions = 2048;

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names =
        [
            ("n_embed", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads"), ("n_inner", "intermediate_size"),
            ("seq_length", "max_position_embeddings"),
        ],
        Defaults = """{ "layer_norm_epsilon": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true }""",
        Properties = "apply_residual_connection_post_layernorm attention_softmax_in_fp32 bias_dropout_fusion masked_softmax_fusion offset_alibi skip_bias_add "
            + "skip_bias_add_qkv slow_but_exact",
    };

    /// <summary>The weight names in checkpoints, also those of Falcon, which is derived from it.</summary>
    public static CheckpointNames Names { get; } = CheckpointNames.Of(
        ["transformer.", ""],
        ("embed_tokens", "word_embeddings"),
        ("embed_norm", "word_embeddings_layernorm"),
        ("layers", "h"),
        ("self_attn", "self_attention"),
        ("qkv_proj", "query_key_value"),
        ("o_proj", "dense"),
        ("up_proj", "dense_h_to_4h"),
        ("down_proj", "dense_4h_to_h"),
        ("norm", "ln_f"));

    private static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefault("max_position_embeddings", TrainedPositions);
        json.RequireTruth("apply_residual_connection_post_layernorm", false);
        var shape = DecoderShape.ReadMultiHead(json, rotation: null, "layer_norm_epsilon");
        return shape.IntermediateSize == 4L * shape.HiddenSize
            ? shape with
            {
                Variant = shape.Variant with
                {
                    Activation = FeedForwardActivation.GeluTanh,
                    NormalizesEmbeddings = true,
                    Alibi = new(),
                    Fused = FusedProjections.AttentionByGroups,
                    Names = Names,
                },
            }
            : throw json.Error($"'n_inner' is {shape.IntermediateSize}; expected {4L * shape.HiddenSize}, four times the hidden size.");
    }
}
