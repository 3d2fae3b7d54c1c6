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

    /// <summary>Cohere2VisionForConditionalGeneration, the class of Command A Vision.</summary>
    public static DecoderKind Cohere2Vision { get; } = new(TextConfiguration.Reader("cohere2"))
    {
        Properties = $"alignment_intermediate_size downsample_factor {Common}",
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

    /// <summary>Glm4vForConditionalGeneration and Glm46VForConditionalGeneration.</summary>
    public static DecoderKind Glm4v { get; } = new(TextConfiguration.Reader("glm4v_text")) { Properties = Common };

    /// <summary>InternVLForConditionalGeneration.</summary>
    public static DecoderKind InternVl { get; } = new(TextConfiguration.Reader("qwen2", "qwen3", "qwen3_moe"))
    {
        Properties = "downsample_ratio image_seq_length projector_hidden_act vision_feature_layer vision_feature_select_strategy " + Common,
    };

    /// <summary>Lfm2VlForConditionalGeneration, whose <c>model_type</c> had a hyphen in the first version of the class.</summary>
    public static DecoderKind Lfm2Vl { get; } = new(TextConfiguration.Reader("lfm2"))
    {
        Properties = "projector_hidden_act projector_hidden_size projector_bias projector_use_layernorm downsample_factor vision_feature_layer "
            + "vision_feature_select_strategy min_image_tokens max_image_tokens max_num_patches encoder_patch_size use_image_special_tokens "
            + $"do_image_splitting min_tiles max_tiles tile_size max_pixels_tolerance use_thumbnail {Common}",
    };

    /// <summary>Llama4ForConditionalGeneration.</summary>
    public static DecoderKind Llama4 { get; } = new(TextConfiguration.Reader("llama4_text")) { Properties = Common };

    /// <summary>Mistral3ForConditionalGeneration.</summary>
    public static DecoderKind Mistral3 { get; } = new(TextConfiguration.Reader("mistral", "ministral3", "mistral4"))
    {
        Properties = $"multimodal_projector_bias projector_hidden_act spatial_merge_size vision_feature_layer {Common}",
    };

    /// <summary>MllamaForConditionalGeneration, the class of Llama 3.2 Vision.</summary>
    public static DecoderKind Mllama { get; } = new(TextConfiguration.Reader("mllama_text_model")) { Properties = Common };

    /// <summary>Qwen2VLForConditionalGeneration.</summary>
    public static DecoderKind Qwen2Vl { get; } = WithFlatFiles("qwen2_vl_text", Qwen.SecondWithImages);

    /// <summary>Qwen2_5_VLForConditionalGeneration.</summary>
    public static DecoderKind Qwen25Vl { get; } = WithFlatFiles("qwen2_5_vl_text", Qwen.SecondWithImages);

    /// <summary>Qwen3_5ForConditionalGeneration.</summary>
    public static DecoderKind Qwen35 { get; } = new(TextConfiguration.Reader("qwen3_5_text")) { Properties = $"language_model_only {Common}" };

    /// <summary>Qwen3_5MoeForConditionalGeneration.</summary>
    public static DecoderKind Qwen35Mixture { get; } = new(TextConfiguration.Reader("qwen3_5_moe_text")) { Properties = $"language_model_only {Common}" };

    /// <summary>Qwen3VLForConditionalGeneration.</summary>
    public static DecoderKind Qwen3Vl { get; } = new(TextConfiguration.Reader("qwen3_vl_text")) { Properties = Common };

    /// <summary>Qwen3VLMoeForConditionalGeneration.</summary>
    public static DecoderKind Qwen3VlMixture { get; } = new(TextConfiguration.Reader("qwen3_vl_moe_text")) { Properties = Common };

    // Published files describe the decoder at the top, those of later versions of HuggingFace's library in a part of their own, or twice: then the part counts.
    private static DecoderKind WithFlatFiles(string type, DecoderKind decoder)
    {
        var nested = TextConfiguration.Reader(type);
        return new(json => json.Has(TextConfiguration.Name) ? nested(json) : decoder.Read(json))
        {
            Properties = $"{string.Join(' ', decoder.Known)} {Common}",
        };
    }
}
