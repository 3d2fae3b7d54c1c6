namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Small checkpoints of decoders with experts.</summary>
internal static class MixtureArchitectures
{
    /// <summary>All, by their names.</summary>
    public static IReadOnlyDictionary<string, SmallArchitecture> All { get; } = new Dictionary<string, SmallArchitecture>
    {
        ["llama4_text"] = new(
            """
            {
              "model_type": "llama4_text", "num_hidden_layers": 4, "num_local_experts": 18, "num_experts_per_tok": 1, "intermediate_size": 20,
              "intermediate_size_mlp": 40, "interleave_moe_layer_step": 2, "no_rope_layer_interval": 2, "use_qk_norm": true, "head_dim": 12,
              "attention_chunk_size": 48, "attn_temperature_tuning": true, "floor_scale": 64, "attn_scale": 0.1,
              "rope_scaling": {
                "rope_type": "llama3", "factor": 16.0, "high_freq_factor": 1.0, "low_freq_factor": 1.0, "original_max_position_embeddings": 32
              }
            }
            """),
        ["llama4_text, several experts, listed layers"] = new(
            """
            {
              "model_type": "llama4_text", "num_hidden_layers": 3, "num_local_experts": 18, "num_experts_per_tok": 3, "intermediate_size": 20,
              "intermediate_size_mlp": 40, "moe_layers": [0, 2], "no_rope_layers": [0, 1, 1], "use_qk_norm": false, "attention_bias": true, "head_dim": 12,
              "attention_chunk_size": 8192, "floor_scale": 8192, "attn_scale": 0.1, "attn_temperature_tuning": true, "tie_word_embeddings": true
            }
            """),
        ["mixtral"] = new("""{ "model_type": "mixtral", "num_local_experts": 24, "num_experts_per_tok": 2, "head_dim": 12 }"""),
        ["qwen3_moe"] = new(
            """
            {
              "model_type": "qwen3_moe", "num_hidden_layers": 4, "num_experts": 20, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "norm_topk_prob": true, "decoder_sparse_step": 2, "attention_bias": true
            }
            """),
        ["qwen3_moe, shares as they are, joined as later versions have it"] = new(
            """
            {
              "model_type": "qwen3_moe", "num_hidden_layers": 3, "num_local_experts": 20, "num_experts_per_tok": 4,
              "moe_intermediate_size": 20, "mlp_only_layers": [1], "tie_word_embeddings": true
            }
            """,
            "fused"),
        ["qwen3_vl_moe_text"] = new(
            """
            {
              "model_type": "qwen3_vl_moe_text", "num_hidden_layers": 3, "num_experts": 20, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "mlp_only_layers": [1], "attention_bias": true, "head_dim": 12,
              "rope_parameters": { "rope_type": "default", "rope_theta": 900, "mrope_section": [2, 2, 2], "mrope_interleaved": true }, "rope_theta": 900
            }
            """),
        ["qwen2_moe"] = new(
            """
            {
              "model_type": "qwen2_moe", "num_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "shared_expert_intermediate_size": 28
            }
            """),
        ["olmoe"] = new("""{ "model_type": "olmoe", "num_experts": 20, "num_experts_per_tok": 4, "intermediate_size": 24, "head_dim": 12 }"""),
        ["granitemoe"] = new(
            """
            {
              "model_type": "granitemoe", "num_local_experts": 17, "num_experts_per_tok": 3, "intermediate_size": 20, "embedding_multiplier": 12,
              "logits_scaling": 0.5, "residual_multiplier": 0.22, "attention_multiplier": 0.6, "tie_word_embeddings": true
            }
            """),
        ["granitemoeshared"] = new(
            """
            {
              "model_type": "granitemoeshared", "num_local_experts": 17, "num_experts_per_tok": 2, "intermediate_size": 20,
              "shared_intermediate_size": 28, "embedding_multiplier": 6, "logits_scaling": 0.5, "residual_multiplier": 0.4,
              "attention_multiplier": 0.3, "attention_bias": true
            }
            """),
        ["deepseek_v3"] = new(
            """
            {
              "model_type": "deepseek_v3", "num_hidden_layers": 3, "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10,
              "qk_rope_head_dim": 6, "qk_nope_head_dim": 10, "v_head_dim": 12, "n_routed_experts": 20, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "n_shared_experts": 1, "n_group": 4, "topk_group": 2, "routed_scaling_factor": 1.4,
              "first_k_dense_replace": 1, "norm_topk_prob": true, "attention_bias": true, "rope_theta": 60,
              "rope_scaling": {
                "type": "yarn", "factor": 4, "beta_fast": 8, "mscale": 1.0, "mscale_all_dim": 0.7, "original_max_position_embeddings": 32
              }
            }
            """),
        ["deepseek_v3, halves turn, queries come at once"] = new(
            """
            {
              "model_type": "deepseek_v3", "num_key_value_heads": 4, "q_lora_rank": null, "kv_lora_rank": 12, "qk_rope_head_dim": 4,
              "qk_nope_head_dim": 8, "v_head_dim": 16, "n_routed_experts": 18, "num_experts_per_tok": 4, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 0.7, "first_k_dense_replace": 0, "norm_topk_prob": false,
              "rope_interleave": false, "tie_word_embeddings": true
            }
            """),
        ["glm4_moe_lite"] = new(
            """
            {
              "model_type": "glm4_moe_lite", "num_hidden_layers": 3, "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10,
              "qk_rope_head_dim": 6, "qk_nope_head_dim": 10, "v_head_dim": 12, "n_routed_experts": 18, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "n_shared_experts": 1, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 1.8,
              "first_k_dense_replace": 1, "norm_topk_prob": true, "rope_theta": 60
            }
            """),
        ["kimi_k2"] = new(
            """
            {
              "model_type": "kimi_k2", "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10, "qk_rope_head_dim": 8, "qk_nope_head_dim": 8,
              "v_head_dim": 12, "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20, "n_shared_experts": 1, "n_group": 1,
              "topk_group": 1, "routed_scaling_factor": 2.8, "first_k_dense_replace": 1, "norm_topk_prob": true, "scoring_func": "sigmoid",
              "topk_method": "noaux_tc", "rope_theta": 50,
              "rope_scaling": {
                "type": "yarn", "factor": 32, "beta_fast": 1.0, "beta_slow": 1.0, "mscale": 1.0, "mscale_all_dim": 1.0,
                "original_max_position_embeddings": 32
              }
            }
            """),
        ["deepseek_v32"] = new(
            """
            {
              "model_type": "deepseek_v32", "num_hidden_layers": 3, "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10,
              "qk_rope_head_dim": 6, "qk_nope_head_dim": 10, "v_head_dim": 12, "n_routed_experts": 20, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "n_shared_experts": 1, "n_group": 4, "topk_group": 2, "routed_scaling_factor": 1.4,
              "first_k_dense_replace": 1, "norm_topk_prob": true, "index_topk": 48, "index_n_heads": 2, "index_head_dim": 8,
              "rope_scaling": {
                "type": "yarn", "factor": 4, "beta_fast": 8, "mscale": 1.0, "mscale_all_dim": 0.7, "original_max_position_embeddings": 32
              }
            }
            """),
        ["glm_moe_dsa"] = new(
            """
            {
              "model_type": "glm_moe_dsa", "num_hidden_layers": 3, "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10,
              "qk_rope_head_dim": 6, "qk_nope_head_dim": 10, "v_head_dim": 12, "n_routed_experts": 18, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "n_shared_experts": 1, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 1.8,
              "first_k_dense_replace": 1, "norm_topk_prob": true, "rope_theta": 60, "index_topk": 48, "indexer_types": ["full", "full", "shared"]
            }
            """),
        ["deepseek_v2"] = new(
            """
            {
              "model_type": "deepseek_v2", "num_key_value_heads": 4, "q_lora_rank": null, "kv_lora_rank": 12, "qk_rope_head_dim": 8,
              "qk_nope_head_dim": 4, "v_head_dim": 4, "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "routed_scaling_factor": 1.3, "first_k_dense_replace": 1, "topk_method": "greedy",
              "rope_scaling": { "type": "yarn", "factor": 8, "mscale": 0.707, "mscale_all_dim": 0.707, "original_max_position_embeddings": 16 }
            }
            """),
        ["deepseek_v2, the best of groups"] = new(
            """
            {
              "model_type": "deepseek_v2", "num_key_value_heads": 4, "q_lora_rank": 14, "kv_lora_rank": 12, "qk_rope_head_dim": 4,
              "qk_nope_head_dim": 8, "v_head_dim": 8, "n_routed_experts": 20, "num_experts_per_tok": 4, "moe_intermediate_size": 20,
              "n_shared_experts": 1, "routed_scaling_factor": 4, "first_k_dense_replace": 0, "topk_method": "group_limited_greedy", "n_group": 5,
              "topk_group": 2, "tie_word_embeddings": true
            }
            """),
        ["ernie4_5_moe"] = new(
            """
            {
              "model_type": "ernie4_5_moe", "num_hidden_layers": 4, "moe_num_experts": 18, "moe_k": 3, "moe_intermediate_size": 20,
              "moe_num_shared_experts": 2, "moe_layer_start_index": 1, "moe_layer_end_index": 2, "moe_layer_interval": 1, "moe_norm_min": 0.3,
              "head_dim": 12
            }
            """),
        ["ernie4_5_moe, every second layer, nothing shared"] = new(
            """
            {
              "model_type": "ernie4_5_moe", "moe_num_experts": 20, "moe_k": 6, "moe_intermediate_size": 24, "moe_num_shared_experts": 0,
              "moe_layer_start_index": 0, "moe_layer_end_index": -1, "moe_layer_interval": 2, "moe_norm_min": 1e-12, "tie_word_embeddings": true
            }
            """),
        ["phimoe"] = new(
            """
            {
              "model_type": "phimoe", "num_local_experts": 18, "num_experts_per_tok": 2, "attention_bias": true, "lm_head_bias": true,
              "router_jitter_noise": 0.2, "max_position_embeddings": 512, "sliding_window": 131072,
              "rope_scaling": {
                "type": "longrope", "short_factor": [1, 1.1, 1.3, 1.6], "long_factor": [9, 9, 9, 9], "short_mscale": 1.2, "long_mscale": 1.3,
                "original_max_position_embeddings": 64
              }
            }
            """),
        ["phimoe, for short texts"] = new(
            """
            {
              "model_type": "phimoe", "num_local_experts": 20, "num_experts_per_tok": 2, "router_jitter_noise": 0.01, "head_dim": 12,
              "tie_word_embeddings": true
            }
            """),
        ["glm4_moe"] = new(
            """
            {
              "model_type": "glm4_moe", "num_hidden_layers": 3, "n_routed_experts": 20, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "n_group": 5, "topk_group": 2, "routed_scaling_factor": 1.7, "first_k_dense_replace": 1, "norm_topk_prob": true,
              "use_qk_norm": true, "partial_rotary_factor": 0.5, "attention_bias": true
            }
            """),
        ["glm4_moe, one group, shares as they are"] = new(
            """
            {
              "model_type": "glm4_moe", "n_routed_experts": 18, "num_experts_per_tok": 4, "moe_intermediate_size": 24, "n_shared_experts": 1,
              "n_group": 1, "topk_group": 1, "routed_scaling_factor": 0.6, "first_k_dense_replace": 0, "norm_topk_prob": false, "head_dim": 12,
              "partial_rotary_factor": 0.5, "tie_word_embeddings": true
            }
            """),
        ["dots1"] = new(
            """
            {
              "model_type": "dots1", "num_hidden_layers": 3, "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 2.5, "first_k_dense_replace": 1, "norm_topk_prob": true,
              "attention_bias": true, "head_dim": 12, "scoring_func": "noaux_tc"
            }
            """),
        ["solar_open"] = new(
            """
            {
              "model_type": "solar_open", "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20, "n_shared_experts": 1,
              "n_group": 1, "topk_group": 1, "routed_scaling_factor": 1.0, "first_k_dense_replace": 0, "norm_topk_prob": true, "partial_rotary_factor": 1.0,
              "attention_bias": true, "head_dim": 12
            }
            """),
        ["exaone_moe"] = new(
            """
            {
              "model_type": "exaone_moe", "num_hidden_layers": 4, "num_experts": 20, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "num_shared_experts": 2, "n_group": 4, "topk_group": 2, "routed_scaling_factor": 2.5, "first_k_dense_replace": 1, "norm_topk_prob": true,
              "head_dim": 12, "sliding_window": 5, "layer_types": ["sliding_attention", "sliding_attention", "full_attention", "sliding_attention"]
            }
            """),
        ["flex_olmo"] = new(
            """{ "model_type": "flex_olmo", "num_experts": 18, "num_experts_per_tok": 5, "intermediate_size": 20, "attention_bias": true, "head_dim": 12 }"""),
        ["mistral4"] = new(
            """
            {
              "model_type": "mistral4", "num_hidden_layers": 3, "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10, "qk_rope_head_dim": 6,
              "qk_nope_head_dim": 6, "v_head_dim": 12, "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "n_shared_experts": 1, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 1.3, "first_k_dense_replace": 1, "norm_topk_prob": true,
              "rope_theta": 60,
              "rope_parameters": {
                "type": "yarn", "rope_theta": 60, "factor": 4, "beta_fast": 8, "beta_slow": 1, "mscale": 1.0, "mscale_all_dim": 0.7,
                "original_max_position_embeddings": 48, "llama_4_scaling_beta": 0.1, "partial_rotary_factor": 0.5
              }
            }
            """),
        ["minimax_m2"] = new(
            """
            {
              "model_type": "minimax_m2", "num_local_experts": 18, "num_experts_per_tok": 3, "intermediate_size": 20, "head_dim": 12, "rotary_dim": 6,
              "scoring_func": "sigmoid", "use_routing_bias": true, "attn_type_list": [1, 1]
            }
            """),
        ["gemma4_text, experts"] = new(
            """
            {
              "model_type": "gemma4_text", "num_hidden_layers": 3, "sliding_window": 5, "global_head_dim": 12, "num_global_key_value_heads": 1,
              "attention_k_eq_v": true, "layer_types": ["sliding_attention", "full_attention", "full_attention"],
              "hidden_size_per_layer_input": 0, "enable_moe_block": true, "num_experts": 18, "top_k_experts": 3, "moe_intermediate_size": 20,
              "rope_parameters": {
                "full_attention": { "rope_type": "proportional", "partial_rotary_factor": 0.25, "rope_theta": 900 },
                "sliding_attention": { "rope_type": "default", "rope_theta": 50 }
              },
              "tie_word_embeddings": true
            }
            """),
        ["gpt_oss"] = new(
            """
            {
              "model_type": "gpt_oss", "num_hidden_layers": 3, "num_local_experts": 18, "num_experts_per_tok": 3, "intermediate_size": 20,
              "sliding_window": 5, "swiglu_alpha": 1.3, "swiglu_limit": 0.8, "head_dim": 12,
              "rope_scaling": { "rope_type": "yarn", "factor": 8.0, "beta_fast": 4, "original_max_position_embeddings": 32, "truncate": false }
            }
            """),
        ["gpt_oss, last layer slides, of a later version"] = new(
            """
            {
              "model_type": "gpt_oss", "num_local_experts": 8, "num_experts_per_tok": 4, "intermediate_size": 24, "sliding_window": 4,
              "layer_types": ["full_attention", "sliding_attention"], "swiglu_alpha": 1.702, "swiglu_limit": 7.0, "tie_word_embeddings": true,
              "rope_parameters": {
                "rope_type": "yarn", "factor": 16.0, "original_max_position_embeddings": 16, "rope_theta": 900, "mscale": 0.8, "mscale_all_dim": 2
              }
            }
            """),
    };
}
