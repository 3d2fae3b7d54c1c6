namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Models that also see images or hear, of which only the decoder is read.</summary>
internal static class Multimodal
{
    private const string Common = $"{TextConfiguration.Name} vision_config";

    /// <summary>AyaVisionForConditionalGeneration.</summary>
    public static DecoderKind AyaVision { get; } = new(TextConfiguration.Reader("cohere", "cohere2"))
    {
        Properties = "adapter_layer_norm_eps alignment_intermediate_size downsample_factor max_splits_per_img vision_feature_layer "
            + $"vision_feature_select_strategy {Common}",
    };

    /// <summary>Gemma3ForConditionalGeneration.</summary>
    public static DecoderKind Gemma3 { get; } = new(TextConfiguration.Reader("gemma3_text")) { Properties = $"mm_tokens_per_image {Common}" };

    /// <summary>Gemma3nForConditionalGeneration.</summary>
    public static DecoderKind Gemma3n { get; } = new(TextConfiguration.Reader("gemma3n_text"))
    {
        Properties = $"vision_soft_tokens_per_image audio_soft_tokens_per_image audio_config {Common}",
    };

    /// <summary>Gemma4ForConditionalGeneration.</summary>
    public static DecoderKind Gemma4 { get; } = new(TextConfiguration.Reader("gemma4_text")) { Properties = $"vision_soft_tokens_per_image audio_config {Common}" };

    /// <summary>Gemma4UnifiedForConditionalGeneration.</summary>
    public static DecoderKind Gemma4Unified { get; } = new(TextConfiguration.Reader("gemma4_unified_text"))
    {
        Properties = $"vision_soft_tokens_per_image audio_config {Common}",
    };

    /// <summary>Mistral3ForConditionalGeneration.</summary>
    public static DecoderKind Mistral3 { get; } = new(TextConfiguration.Reader("mistral", "ministral3"))
    {
        Properties = $"multimodal_projector_bias projector_hidden_act spatial_merge_size vision_feature_layer {Common}",
    };

    /// <summary>Qwen3_5ForConditionalGeneration.</summary>
    public static DecoderKind Qwen35 { get; } = new(TextConfiguration.Reader("qwen3_5_text")) { Properties = $"language_model_only {Common}" };

    /// <summary>Qwen3_5MoeForConditionalGeneration.</summary>
    public static DecoderKind Qwen35Mixture { get; } = new(TextConfiguration.Reader("qwen3_5_moe_text")) { Properties = $"language_model_only {Common}" };

    /// <summary>Qwen3VLForConditionalGeneration.</summary>
    public static DecoderKind Qwen3Vl { get; } = new(TextConfiguration.Reader("qwen3_vl_text")) { Properties = Common };
}
