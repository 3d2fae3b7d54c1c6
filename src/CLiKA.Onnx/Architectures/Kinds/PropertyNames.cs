namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Names of properties that several kinds have, separated by spaces.</summary>
internal static class PropertyNames
{
    /// <summary>Of the rotary embedding.</summary>
    public const string Rotary = "rope_theta rope_scaling rope_parameters partial_rotary_factor";

    /// <summary>Of a decoder like Llama without biases.</summary>
    public const string Gated = $"hidden_act rms_norm_eps {Rotary}";

    /// <summary>Of a decoder like Llama.</summary>
    public const string Biased = $"attention_bias {Gated}";

    /// <summary>Of sliding windows in some layers.</summary>
    public const string Sliding = "sliding_window layer_types";

    /// <summary>Of sliding windows in Qwen's layers.</summary>
    public const string SlidingOfQwen = $"use_sliding_window max_window_layers {Sliding}";

    /// <summary>Of sliding windows in all layers but those at regular intervals.</summary>
    public const string SlidingByPattern = $"sliding_window_pattern _sliding_window_pattern {Sliding}";

    /// <summary>Of a mixture of experts.</summary>
    public const string Experts = "num_experts num_local_experts num_experts_per_tok";

    /// <summary>Of DeepSeek's mixtures of experts.</summary>
    public const string RoutedExperts =
        "first_k_dense_replace n_routed_experts n_shared_experts moe_intermediate_size num_experts_per_tok norm_topk_prob routed_scaling_factor n_group "
        + "topk_group num_nextn_predict_layers";
}
