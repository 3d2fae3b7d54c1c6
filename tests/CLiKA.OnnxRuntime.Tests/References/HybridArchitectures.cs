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
        ["lfm2_moe"] = new(
            """
            {
              "model_type": "lfm2_moe", "num_hidden_layers": 3, "layer_types": ["conv", "full_attention", "conv"], "conv_L_cache": 3,
              "num_dense_layers": 1, "num_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20, "use_expert_bias": true,
              "norm_topk_prob": true, "routed_scaling_factor": 1.4, "rope_theta": 500, "tie_word_embeddings": true
            }
            """),
        ["lfm2_moe, experts without corrections, shares as they are"] = new(
            """
            {
              "model_type": "lfm2_moe", "layer_types": ["conv", "full_attention"], "conv_L_cache": 3, "num_dense_layers": 0, "num_experts": 18,
              "num_experts_per_tok": 2, "moe_intermediate_size": 20, "use_expert_bias": false, "norm_topk_prob": false, "routed_scaling_factor": 0.7,
              "rope_parameters": { "rope_type": "default", "rope_theta": 500 }
            }
            """),
        ["qwen3_5_text"] = new(
            """
            {
              "model_type": "qwen3_5_text", "num_hidden_layers": 4, "layer_types": ["linear_attention", "full_attention", "linear_attention", "linear_attention"],
              "linear_num_key_heads": 2, "linear_num_value_heads": 4, "linear_key_head_dim": 8, "linear_value_head_dim": 6, "linear_conv_kernel_dim": 4,
              "attention_bias": true, "attn_output_gate": true, "tie_word_embeddings": true, "rope_theta": null,
              "rope_parameters": {
                "rope_type": "default", "rope_theta": 500, "partial_rotary_factor": 0.5, "mrope_section": [1, 1, 0], "mrope_interleaved": true
              }
            }
            """),
        ["qwen3_5_text, wide heads, last layer sees all"] = new(
            """
            {
              "model_type": "qwen3_5_text", "full_attention_interval": 2, "linear_num_key_heads": 2, "linear_num_value_heads": 2,
              "linear_key_head_dim": 64, "linear_value_head_dim": 64, "linear_conv_kernel_dim": 3, "head_dim": 16, "rope_theta": null,
              "rope_parameters": { "rope_type": "default", "rope_theta": 500, "partial_rotary_factor": 0.25 }
            }
            """),
        ["qwen3_5_moe_text"] = new(
            """
            {
              "model_type": "qwen3_5_moe_text", "full_attention_interval": 2, "linear_num_key_heads": 1, "linear_num_value_heads": 3,
              "linear_key_head_dim": 6, "linear_value_head_dim": 10, "linear_conv_kernel_dim": 4, "num_experts": 18, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "shared_expert_intermediate_size": 28, "rope_theta": null,
              "rope_parameters": { "rope_type": "default", "rope_theta": 500, "partial_rotary_factor": 0.5 }
            }
            """),
        ["granitemoehybrid, state spaces"] = new(
            """
            {
              "model_type": "granitemoehybrid", "num_hidden_layers": 4, "layer_types": ["mamba", "attention", "mamba", "mamba"], "num_local_experts": 0,
              "intermediate_size": 99, "shared_intermediate_size": 48, "position_embedding_type": "nope", "embedding_multiplier": 12, "logits_scaling": 0.5,
              "residual_multiplier": 0.22, "attention_multiplier": 0.6, "tie_word_embeddings": true, "mamba_n_heads": 8, "mamba_n_groups": 2,
              "mamba_d_head": 8, "mamba_d_state": 12, "mamba_d_conv": 4, "mamba_expand": 2, "mamba_conv_bias": true, "mamba_proj_bias": true
            }
            """),
        ["granitemoehybrid, experts, wide states, last layer sees all"] = new(
            """
            {
              "model_type": "granitemoehybrid", "num_hidden_layers": 3, "layer_types": ["linear_attention", "linear_attention", "full_attention"], "num_local_experts": 17,
              "num_experts_per_tok": 2, "intermediate_size": 20, "shared_intermediate_size": 28, "position_embedding_type": "rope",
              "embedding_multiplier": 6, "logits_scaling": 0.5, "residual_multiplier": 0.4, "attention_multiplier": 0.3, "mamba_n_heads": 2,
              "mamba_n_groups": 1, "mamba_d_head": 64, "mamba_d_state": 64, "mamba_d_conv": 3, "mamba_expand": 4, "mamba_conv_bias": false,
              "mamba_proj_bias": false, "time_step_limit": [0.0, "Infinity"]
            }
            """,
            "granitemoeshared"),
        ["bamba"] = new(
            """
            {
              "model_type": "bamba", "num_hidden_layers": 4, "attn_layer_indices": [1], "attn_rotary_emb": 4, "mamba_n_heads": 8, "mamba_n_groups": 1,
              "mamba_d_head": 8, "mamba_d_state": 12, "mamba_d_conv": 4, "mamba_expand": 2, "mamba_conv_bias": true, "mamba_proj_bias": false
            }
            """),
        ["bamba, biases, last layer sees all"] = new(
            """
            {
              "model_type": "bamba", "num_hidden_layers": 3, "attn_layer_indices": [0, 2], "partial_rotary_factor": 0.5, "head_dim": 12, "mamba_n_heads": 2,
              "mamba_n_groups": 1, "mamba_d_head": 64, "mamba_d_state": 64, "mamba_d_conv": 3, "mamba_expand": 4, "mamba_conv_bias": false,
              "mamba_proj_bias": true, "time_step_limit": [0.0, "Infinity"], "tie_word_embeddings": true
            }
            """),
        ["falcon_h1"] = new(
            """
            {
              "model_type": "falcon_h1", "num_hidden_layers": 3, "mamba_d_ssm": 48, "mamba_n_heads": 4, "mamba_n_groups": 2, "mamba_d_head": 12,
              "mamba_d_state": 10, "mamba_d_conv": 4, "mamba_conv_bias": true, "mamba_proj_bias": true, "mamba_rms_norm": true,
              "mamba_norm_before_gate": true, "projectors_bias": true, "attention_bias": true, "mlp_bias": true, "embedding_multiplier": 5.5,
              "lm_head_multiplier": 0.4, "key_multiplier": 0.6, "attention_in_multiplier": 0.8, "attention_out_multiplier": 0.9,
              "ssm_in_multiplier": 1.25, "ssm_out_multiplier": 0.7, "mlp_multipliers": [0.85, 0.6], "ssm_multipliers": [0.7, 0.5, 0.9, 1.1, 0.4]
            }
            """),
        ["falcon_h1, gate before the norm"] = new(
            """
            {
              "model_type": "falcon_h1", "mamba_d_ssm": null, "mamba_expand": 2, "mamba_n_heads": 4, "mamba_n_groups": 2, "mamba_d_head": 16, "mamba_d_state": 12,
              "mamba_d_conv": 3, "mamba_conv_bias": false, "mamba_rms_norm": true, "mamba_norm_before_gate": false, "embedding_multiplier": 2,
              "lm_head_multiplier": 1, "key_multiplier": 1, "attention_in_multiplier": 1, "attention_out_multiplier": 0.9, "ssm_in_multiplier": 1,
              "ssm_out_multiplier": 1, "tie_word_embeddings": true
            }
            """),
        ["falcon_h1, without a norm"] = new(
            """
            {
              "model_type": "falcon_h1", "mamba_d_ssm": 48, "mamba_n_heads": 4, "mamba_n_groups": 1, "mamba_d_head": 12, "mamba_d_state": 16, "mamba_d_conv": 4,
              "mamba_conv_bias": true, "mamba_rms_norm": false, "mamba_norm_before_gate": false, "embedding_multiplier": 5.5, "lm_head_multiplier": 0.4,
              "key_multiplier": 0.6, "attention_in_multiplier": 1, "attention_out_multiplier": 0.9, "ssm_in_multiplier": 1.25,
              "ssm_out_multiplier": 0.7, "mlp_multipliers": [0.85, 0.6], "ssm_multipliers": [0.7, 0.5, 0.9, 1.1, 0.4]
            }
            """),
        ["nemotron_h"] = new(
            """
            {
              "model_type": "nemotron_h", "num_hidden_layers": 6, "hybrid_override_pattern": "M-*M--", "mamba_num_heads": 6, "mamba_head_dim": 10,
              "ssm_state_size": 12, "n_groups": 2, "conv_kernel": 4, "use_conv_bias": true, "use_bias": true, "mamba_proj_bias": false, "expand": 2,
              "mlp_bias": true, "mlp_hidden_act": "relu2", "attention_bias": true, "time_step_limit": [0.0, "Infinity"], "residual_in_fp32": true
            }
            """,
            "nemotron_h, backbone"),
        ["nemotron_h, experts"] = new(
            """
            {
              "model_type": "nemotron_h", "num_hidden_layers": 6, "hybrid_override_pattern": "MEM*E-", "mamba_num_heads": 4, "mamba_head_dim": 16,
              "ssm_state_size": 8, "n_groups": 4, "conv_kernel": 3, "use_conv_bias": false, "n_routed_experts": 18, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "moe_shared_expert_intermediate_size": 28, "n_group": 3, "topk_group": 2, "norm_topk_prob": true,
              "routed_scaling_factor": 2.5, "tie_word_embeddings": true
            }
            """,
            "nemotron_h, backbone"),
        ["nemotron_h, listed layers, all experts in one tensor, last layer sees all"] = new(
            """
            {
              "model_type": "nemotron_h", "num_hidden_layers": 5, "layers_block_type": ["mlp", "linear_attention", "moe", "mamba", "full_attention"],
              "mamba_num_heads": 2, "mamba_head_dim": 64, "ssm_state_size": 64, "n_groups": 1, "conv_kernel": 4, "n_routed_experts": 17,
              "num_experts_per_tok": 2, "moe_intermediate_size": 20, "moe_shared_expert_intermediate_size": 28, "moe_latent_size": 24,
              "norm_topk_prob": false, "routed_scaling_factor": 0.7, "mlp_hidden_act": "silu"
            }
            """,
            "nemotron_h_fused"),
        ["nemotron_h, experts of fewer values"] = new(
            """
            {
              "model_type": "nemotron_h", "num_hidden_layers": 4, "hybrid_override_pattern": "ME*E", "mamba_num_heads": 4, "mamba_head_dim": 8,
              "ssm_state_size": 8, "n_groups": 2, "conv_kernel": 4, "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "moe_shared_expert_intermediate_size": 28, "moe_latent_size": 12, "routed_scaling_factor": 1.5
            }
            """,
            "nemotron_h, backbone"),
        ["qwen3_next"] = new(
            """
            {
              "model_type": "qwen3_next", "num_hidden_layers": 3, "layer_types": ["linear_attention", "linear_attention", "full_attention"],
              "linear_num_key_heads": 2, "linear_num_value_heads": 4, "linear_key_head_dim": 6, "linear_value_head_dim": 8, "linear_conv_kernel_dim": 4,
              "num_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20, "shared_expert_intermediate_size": 28, "norm_topk_prob": true,
              "mlp_only_layers": [1], "rope_theta": null, "rope_parameters": { "rope_type": "default", "rope_theta": 500, "partial_rotary_factor": 0.5 }
            }
            """),
    };
}
