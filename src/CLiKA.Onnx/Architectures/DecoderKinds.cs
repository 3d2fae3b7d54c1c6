namespace CLiKA.Onnx.Architectures;

/// <summary>The supported kinds of decoders.</summary>
internal static class DecoderKinds
{
    private const string Rotary = "rope_theta rope_scaling rope_parameters partial_rotary_factor";
    private const string Gated = $"hidden_act rms_norm_eps {Rotary}";
    private const string Biased = $"attention_bias {Gated}";
    private const string Sliding = "sliding_window layer_types";
    private const string SlidingOfQwen = $"use_sliding_window max_window_layers {Sliding}";
    private const string SlidingByPattern = $"sliding_window_pattern _sliding_window_pattern {Sliding}";
    private const string Experts = "num_experts num_local_experts num_experts_per_tok";
    private const string Multipliers = "embedding_multiplier logits_scaling residual_multiplier attention_multiplier";

    private const string OfFirstGemma = $"hidden_activation use_bidirectional_attention dtype torch_dtype {Biased}";
    private const string OfGemma = $"query_pre_attn_scalar final_logit_softcapping attn_logit_softcapping {OfFirstGemma}";
    private const string SeesImages = $"{TextConfiguration.Name} vision_config";

    private const string ExpertsOfQwen = $"moe_intermediate_size norm_topk_prob decoder_sparse_step mlp_only_layers {Experts} {SlidingOfQwen}";

    private const string ExpertsOfDeepseek =
        "first_k_dense_replace n_routed_experts n_shared_experts moe_intermediate_size num_experts_per_tok norm_topk_prob routed_scaling_factor n_group "
        + "topk_group num_nextn_predict_layers";

    private const string OfDeepseek =
        $"kv_lora_rank q_lora_rank qk_rope_head_dim qk_nope_head_dim v_head_dim topk_method scoring_func moe_layer_freq ep_size seq_aux aux_loss_alpha "
        + $"qk_head_dim {ExpertsOfDeepseek} {Biased}";

    private const string OfBloom =
        "n_embed n_layer n_head n_inner seq_length layer_norm_epsilon apply_residual_connection_post_layernorm attention_softmax_in_fp32 "
        + "bias_dropout_fusion masked_softmax_fusion offset_alibi skip_bias_add skip_bias_add_qkv slow_but_exact";

    private const string OfErnie = "use_bias use_rmsnorm weight_share_add_bias";

    private const string OfErnieWithExperts =
        "moe_intermediate_size moe_k moe_num_experts moe_num_shared_experts moe_layer_start_index moe_layer_end_index moe_layer_interval moe_norm_min "
        + "moe_capacity moe_gate moe_use_aux_free num_nextn_predict_layers";

    private const string OfFalcon =
        "n_embed n_layer n_head n_head_kv num_kv_heads ffn_hidden_size layer_norm_epsilon alibi new_decoder_architecture multi_query parallel_attn bias "
        + $"activation num_ln_in_parallel_attn ff_factor {Rotary}";

    private const string OfGpt2 =
        "n_embd n_layer n_head n_inner n_positions n_ctx layer_norm_epsilon activation_function scale_attn_weights scale_attn_by_inverse_layer_idx "
        + "add_cross_attention reorder_and_upcast_attn summary_activation summary_proj_to_labels summary_type summary_use_proj";

    private const string OfHybridGranite =
        "shared_intermediate_size layer_types position_embedding_type mamba_chunk_size mamba_conv_bias mamba_d_conv mamba_d_head mamba_d_state mamba_expand "
        + $"mamba_n_groups mamba_n_heads mamba_proj_bias normalization_function time_step_limit time_step_max time_step_min {Multipliers} {Experts} "
        + Biased;

    // Of the images and experts of other Hunyuan models.
    private const string OfOtherHunyuans =
        "anyres_pooling_size dense_list im_end_id im_newline_id im_start_id moe_topk num_experts num_media_embeds num_shared_expert video_end_id video_start_id "
        + "vit_input_resolution vit_mapping_type vit_norm_type vit_patch vit_token";

    private const string OfHunyuan =
        "use_qk_norm attention_head_dim cla_share_factor mask_init_id norm_type org_vocab_size pad_id pool_type text_end_id text_start_id use_rotary_pos_emb "
        + $"{OfOtherHunyuans} {Biased}";

    private const string OfOpt =
        "ffn_dim activation_function enable_bias layer_norm_elementwise_affine do_layer_norm_before _remove_final_layer_norm word_embed_proj_dim";

    private const string OfSecondCohere =
        "logit_scale layer_norm_eps layer_switch order_of_interleaved_layers position_embedding_type rotary_pct use_embedding_sharing "
        + $"use_gated_activation use_parallel_block {SlidingByPattern} hidden_act attention_bias {Rotary}";

    private const string OfSecondStarcoder =
        "use_bias norm_epsilon sliding_window mlp_type norm_type activation_function layer_norm_epsilon attention_softmax_in_fp32 scale_attn_weights "
        + $"scale_attention_softmax_in_fp32 hidden_act {Rotary}";

    /// <summary>All kinds, by their <c>model_type</c>.</summary>
    public static IReadOnlyDictionary<string, DecoderKind> All { get; } = new Dictionary<string, DecoderKind>(StringComparer.Ordinal)
    {
        ["llama"] = new(LlamaConfigurationReader.Read, $"mlp_bias is_llama_config activation {Biased}"),
        ["mistral"] = new(LlamaConfigurationReader.Read, $"sliding_window document_attention {Gated}"),
        ["qwen2"] = new(LlamaConfigurationReader.Read, $"dual_chunk_attention_config {SlidingOfQwen} {Gated}"),
        ["qwen3"] = new(LlamaConfigurationReader.Read, $"{SlidingOfQwen} {Biased}"),
        ["gemma"] = new(GemmaConfigurationReader.Read, OfFirstGemma),
        ["gemma2"] = new(Gemma2ConfigurationReader.Read, $"sliding_window_size {Sliding} {OfGemma}"),
        ["gemma3"] = new(TextConfiguration.Reader("gemma3_text"), $"{SeesImages} mm_tokens_per_image"),
        ["gemma3_text"] = new(Gemma3ConfigurationReader.Read, $"rope_local_base_freq {SlidingByPattern} {OfGemma}"),
        ["apertus"] = new(ApertusConfigurationReader.Read, $"qk_norm {Biased}"),
        ["arcee"] = new(UngatedConfigurationReader.ReadArcee, $"mlp_bias {Biased}"),
        ["aya_vision"] = new(
            TextConfiguration.Reader("cohere", "cohere2"),
            $"{SeesImages} adapter_layer_norm_eps alignment_intermediate_size downsample_factor max_splits_per_img vision_feature_layer vision_feature_select_strategy"),
        ["bloom"] = new(BloomConfigurationReader.Read, OfBloom),
        ["cohere"] = new(CohereConfigurationReader.Read, $"logit_scale layer_norm_eps use_qk_norm hidden_act attention_bias {Rotary}"),
        ["cohere2"] = new(CohereConfigurationReader.ReadSecond, OfSecondCohere),
        ["deepseek_v2"] = new(DeepseekConfigurationReader.ReadSecond, $"mlp_bias {OfDeepseek}"),
        ["deepseek_v3"] = new(DeepseekConfigurationReader.ReadThird, $"rope_interleave {OfDeepseek}"),
        ["ernie4_5"] = new(ErnieConfigurationReader.Read, $"{OfErnie} {Gated}"),
        ["ernie4_5_moe"] = new(ErnieConfigurationReader.ReadMixture, $"{OfErnie} {OfErnieWithExperts} {Gated}"),
        ["exaone4"] = new(Exaone4ConfigurationReader.Read, $"{SlidingByPattern} {Gated}"),
        ["falcon"] = new(FalconConfigurationReader.Read, OfFalcon),
        ["glm"] = new(GlmConfigurationReader.Read, Biased),
        ["glm4"] = new(GlmConfigurationReader.ReadFourth, Biased),
        ["gpt2"] = new(Gpt2ConfigurationReader.Read, OfGpt2),
        ["gpt_neox"] = new(
            GptNeoxConfigurationReader.Read, $"rotary_pct rotary_emb_base layer_norm_eps hidden_act attention_bias use_parallel_residual num_steps {Rotary}"),
        ["glm4_moe"] = new(Glm4MoeConfigurationReader.Read, $"use_qk_norm {ExpertsOfDeepseek} {Biased}"),
        ["glm4_moe_lite"] = new(DeepseekConfigurationReader.ReadLite, $"rope_interleave mlp_layer_types {OfDeepseek}"),
        ["gpt_oss"] = new(
            GptOssConfigurationReader.Read, $"swiglu_alpha swiglu_limit experts_per_token initial_context_length {Sliding} {Experts} {Biased}"),
        ["granite"] = new(GraniteConfigurationReader.Read, $"mlp_bias {Multipliers} {Biased}"),
        ["granitemoe"] = new(GraniteConfigurationReader.ReadMixture, $"{Multipliers} {Experts} {Biased}"),
        ["granitemoehybrid"] = new(GraniteConfigurationReader.ReadHybrid, OfHybridGranite),
        ["granitemoeshared"] = new(GraniteConfigurationReader.ReadShared, $"shared_intermediate_size {Multipliers} {Experts} {Biased}"),
        ["helium"] = new(HeliumConfigurationReader.Read, $"mlp_bias {Biased}"),
        ["hunyuan_v1_dense"] = new(HunyuanConfigurationReader.Read, OfHunyuan),
        ["jais2"] = new(UngatedConfigurationReader.ReadJais, $"mlp_bias layer_norm_eps hidden_act attention_bias {Rotary}"),
        ["ministral3"] = new(Ministral3ConfigurationReader.Read, $"sliding_window {Gated}"),
        ["mistral3"] = new(
            TextConfiguration.Reader("mistral", "ministral3"),
            $"{SeesImages} multimodal_projector_bias projector_hidden_act spatial_merge_size vision_feature_layer"),
        ["mixtral"] = new(MixtralConfigurationReader.Read, $"sliding_window router_jitter_noise {Experts} {Gated}"),
        ["nemotron"] = new(NemotronConfigurationReader.Read, $"norm_eps mlp_bias kv_channels hidden_act attention_bias {Rotary}"),
        ["olmo"] = new(OlmoConfigurationReader.Read, $"clip_qkv hidden_act attention_bias {Rotary}"),
        ["olmo2"] = new(Olmo2ConfigurationReader.Read, Biased),
        ["olmo3"] = new(Olmo2ConfigurationReader.ReadThird, $"{Sliding} {Biased}"),
        ["olmoe"] = new(OlmoeConfigurationReader.Read, $"clip_qkv norm_topk_prob {Experts} {Biased}"),
        ["opt"] = new(OptConfigurationReader.Read, OfOpt),
        ["phi"] = new(PhiConfigurationReader.Read, $"layer_norm_eps qk_layernorm hidden_act {Rotary}"),
        ["phi3"] = new(Phi3ConfigurationReader.Read, $"{RotationReader.OriginalPositions} sliding_window full_attn_mod {Gated}"),
        ["phimoe"] = new(
            PhimoeConfigurationReader.Read,
            $"{RotationReader.OriginalPositions} lm_head_bias router_jitter_noise input_jitter_noise sliding_window {Experts} {Biased}"),
        ["qwen2_moe"] = new(QwenMoeConfigurationReader.ReadSecond, $"shared_expert_intermediate_size qkv_bias {ExpertsOfQwen} {Gated}"),
        ["qwen3_vl"] = new(TextConfiguration.Reader("qwen3_vl_text"), SeesImages),
        ["qwen3_vl_text"] = new(Qwen3VlConfigurationReader.Read, Biased),
        ["qwen3_moe"] = new(QwenMoeConfigurationReader.Read, $"use_qk_norm {ExpertsOfQwen} {Biased}"),
        ["seed_oss"] = new(SeedOssConfigurationReader.Read, $"attention_out_bias mlp_bias {Biased}"),
        ["smollm3"] = new(SmolLm3ConfigurationReader.Read, $"no_rope_layers no_rope_layer_interval mlp_bias {SlidingOfQwen} {Biased}"),
        ["stablelm"] = new(StableLmConfigurationReader.Read, $"use_qkv_bias use_parallel_residual qk_layernorm layer_norm_eps hidden_act {Rotary}"),
        ["starcoder2"] = new(Starcoder2ConfigurationReader.Read, OfSecondStarcoder),
        ["xglm"] = new(
            XglmConfigurationReader.Read, "d_model num_layers attention_heads ffn_dim activation_function scale_embedding add_cross_attention"),
    };
}
