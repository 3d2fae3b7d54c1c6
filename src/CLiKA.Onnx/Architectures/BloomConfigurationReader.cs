using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of BloomForCausalLM. It has no maximum length, since its attention falls with distance: where <c>seq_length</c> does not give
/// the length of the training texts, it is 2,048, as for all published models.
/// </summary>
internal static class BloomConfigurationReader
{
    private const int TrainedPositions = 2048;

    private const string Defaults = """
        { "layer_norm_epsilon": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true }
        """;

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

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var usual = file.WithUsualNames(
            ("n_embed", "hidden_size"),
            ("n_layer", "num_hidden_layers"),
            ("n_head", "num_attention_heads"),
            ("n_inner", "intermediate_size"),
            ("seq_length", "max_position_embeddings"));
        var json = usual.WithDefaults(Defaults).WithDefault("max_position_embeddings", TrainedPositions);
        json.RequireTruth("apply_residual_connection_post_layernorm", false);
        var shape = MultiHeadConfiguration.Shape(json, rotation: null, "layer_norm_epsilon");
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
