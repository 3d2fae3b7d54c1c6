namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Small checkpoints of decoders in which some layers have a state instead of attention.</summary>
internal static class HybridArchitectures
{
    /// <summary>All, by their names.</summary>
    public static IReadOnlyDictionary<string, SmallArchitecture> All { get; } = new Dictionary<string, SmallArchitecture>
    {
        ["lfm2"] = new(
            """
            {
              "model_type": "lfm2", "num_hidden_layers": 4, "layer_types": ["conv", "full_attention", "conv", "conv"], "conv_L_cache": 4,
              "conv_bias": true, "block_auto_adjust_ff_dim": false, "rope_theta": 500
            }
            """),
        ["lfm2, last layer sees all, of the first files"] = new(
            """
            {
              "model_type": "lfm2", "num_hidden_layers": 3, "full_attn_idxs": [0, 2], "conv_L_cache": 3, "block_ff_dim": 48, "block_multiple_of": 8,
              "block_ffn_dim_multiplier": 1.3, "theta": 500, "rope_theta": 500, "tie_embedding": true, "tie_word_embeddings": true
            }
            """),
    };
}
