namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Small checkpoints of decoders with RMS normalization.</summary>
internal static class RootMeanSquareArchitectures
{
    /// <summary>All, by their names.</summary>
    public static IReadOnlyDictionary<string, SmallArchitecture> All { get; } = new Dictionary<string, SmallArchitecture>
    {
        ["gemma3_text"] = new(
            """
            {
              "model_type": "gemma3_text", "num_hidden_layers": 5, "sliding_window": 5, "sliding_window_pattern": 3, "query_pre_attn_scalar": 11,
              "rope_theta": 3000, "rope_local_base_freq": 60, "tie_word_embeddings": true
            }
            """),
        ["gemma3_text, last layer sees all, of a later version"] = new(
            """
            {
              "model_type": "gemma3_text", "num_hidden_layers": 3, "sliding_window": 4, "query_pre_attn_scalar": 8, "head_dim": 12,
              "layer_types": ["full_attention", "sliding_attention", "full_attention"], "final_logit_softcapping": 3,
              "rope_parameters": {
                "full_attention": { "rope_type": "linear", "factor": 8, "rope_theta": 900 },
                "sliding_attention": { "rope_type": "default", "rope_theta": 50 }
              },
              "torch_dtype": "bfloat16", "tie_word_embeddings": true
            }
            """),
        ["gemma3_text, scaled"] = new(
            """
            {
              "model_type": "gemma3_text", "num_hidden_layers": 2, "sliding_window": 6, "sliding_window_pattern": 2, "query_pre_attn_scalar": 8,
              "rope_theta": 100, "rope_local_base_freq": 20, "rope_scaling": { "rope_type": "linear", "factor": 8 }, "tie_word_embeddings": true
            }
            """),
        ["gemma3n_text"] = new(
            """
            {
              "model_type": "gemma3n_text", "num_hidden_layers": 6, "sliding_window": 5, "num_kv_shared_layers": 2, "intermediate_size": [96, 96, 64, 80, 96, 72],
              "layer_types": [
                "sliding_attention", "full_attention", "sliding_attention", "full_attention", "sliding_attention", "full_attention"
              ],
              "activation_sparsity_pattern": [0.95, 0.6, 0.5, 0, 0, 0.6], "hidden_size_per_layer_input": 12, "vocab_size_per_layer_input": 300,
              "altup_num_inputs": 4, "altup_coef_clip": 0.1, "altup_correct_scale": true, "laurel_rank": 8, "final_logit_softcapping": 6,
              "rope_theta": 900, "rope_local_base_freq": 50, "torch_dtype": "bfloat16", "tie_word_embeddings": true
            }
            """),
        ["gemma3n_text, two streams"] = new(
            """
            {
              "model_type": "gemma3n_text", "num_hidden_layers": 3, "sliding_window": 4, "num_kv_shared_layers": 0,
              "layer_types": ["full_attention", "sliding_attention", "sliding_attention"], "activation_sparsity_pattern": [0, 0.95, 0],
              "hidden_size_per_layer_input": 8, "vocab_size_per_layer_input": 320, "altup_num_inputs": 2, "altup_coef_clip": null,
              "altup_correct_scale": false, "laurel_rank": 4, "final_logit_softcapping": null, "rope_theta": 900, "rope_local_base_freq": 50,
              "tie_word_embeddings": true
            }
            """),
        ["gemma4_text"] = new(
            """
            {
              "model_type": "gemma4_text", "num_hidden_layers": 4, "sliding_window": 5, "global_head_dim": 16, "num_global_key_value_heads": 1,
              "attention_k_eq_v": true, "layer_types": ["sliding_attention", "full_attention", "sliding_attention", "full_attention"],
              "final_logit_softcapping": 3, "hidden_size_per_layer_input": 0, "use_bidirectional_attention": "vision",
              "rope_parameters": {
                "full_attention": { "rope_type": "proportional", "partial_rotary_factor": 0.25, "rope_theta": 900 },
                "sliding_attention": { "rope_type": "default", "rope_theta": 50 }
              },
              "torch_dtype": "bfloat16", "tie_word_embeddings": true
            }
            """),
        ["gemma4_text, embeddings by layer, shared keys"] = new(
            """
            {
              "model_type": "gemma4_text", "num_hidden_layers": 7, "sliding_window": 4, "global_head_dim": 12, "num_kv_shared_layers": 4,
              "layer_types": [
                "sliding_attention", "full_attention", "sliding_attention", "full_attention", "sliding_attention", "sliding_attention", "full_attention"
              ],
              "hidden_size_per_layer_input": 12, "vocab_size_per_layer_input": 330, "use_double_wide_mlp": true, "attention_bias": true,
              "rope_parameters": {
                "full_attention": { "rope_type": "proportional", "partial_rotary_factor": 0.5, "rope_theta": 900, "factor": 4 },
                "sliding_attention": { "rope_type": "default", "rope_theta": 50 }
              },
              "torch_dtype": "bfloat16", "tie_word_embeddings": true
            }
            """),
        ["gemma4_text, one layer computes keys"] = new(
            """
            {
              "model_type": "gemma4_text", "num_hidden_layers": 3, "global_head_dim": 8, "num_kv_shared_layers": 2,
              "layer_types": ["full_attention", "full_attention", "full_attention"], "hidden_size_per_layer_input": 8,
              "vocab_size_per_layer_input": 320, "rope_parameters": {
                "full_attention": { "rope_type": "proportional", "partial_rotary_factor": 0.25, "rope_theta": 900 },
                "sliding_attention": { "rope_type": "default", "rope_theta": 50 }
              }, "tie_word_embeddings": false
            }
            """),
        ["gemma4_unified_text"] = new(
            """
            {
              "model_type": "gemma4_unified_text", "num_hidden_layers": 3, "sliding_window": 4, "global_head_dim": 24,
              "num_global_key_value_heads": 1, "attention_k_eq_v": true, "vocab_size_per_layer_input": 0,
              "layer_types": ["full_attention", "sliding_attention", "sliding_attention"], "rope_parameters": {
                "full_attention": { "rope_type": "proportional", "partial_rotary_factor": 0.25, "rope_theta": 900 },
                "sliding_attention": { "rope_type": "default", "rope_theta": 50 }
              }, "tie_word_embeddings": true
            }
            """),
        ["gemma2"] = new(
            """
            {
              "model_type": "gemma2", "num_hidden_layers": 3, "sliding_window": 5, "query_pre_attn_scalar": 6, "attn_logit_softcapping": 0.7,
              "final_logit_softcapping": 4, "tie_word_embeddings": true
            }
            """),
        ["gemma2, last layer sees all"] = new(
            """
            {
              "model_type": "gemma2", "num_hidden_layers": 2, "sliding_window": 3, "query_pre_attn_scalar": 8, "attn_logit_softcapping": 2,
              "final_logit_softcapping": 5, "head_dim": 16, "tie_word_embeddings": true
            }
            """),
        ["gemma"] = new(
            """
            {
              "model_type": "gemma", "hidden_act": "gelu", "hidden_activation": null, "head_dim": 12, "torch_dtype": "bfloat16",
              "tie_word_embeddings": true
            }
            """),
        ["arcee"] = new("""{ "model_type": "arcee", "hidden_act": "relu2", "attention_bias": true, "mlp_bias": true }"""),
        ["ministral3"] = new(
            """
            {
              "model_type": "ministral3", "head_dim": 12, "max_position_embeddings": 512, "rope_theta": null, "sliding_window": null,
              "rope_parameters": {
                "type": "yarn", "rope_theta": 60, "factor": 8, "original_max_position_embeddings": 64, "max_position_embeddings": 512, "beta_fast": 4,
                "beta_slow": 1, "mscale": 1, "mscale_all_dim": 0.5, "llama_4_scaling_beta": 0.1
              }
            }
            """),
        ["mllama_text_model"] = new("""{ "model_type": "mllama_text_model", "num_hidden_layers": 4, "cross_attention_layers": [1, 3] }"""),
        ["qwen2_vl"] = new(
            """
            {
              "model_type": "qwen2_vl", "rope_scaling": { "type": "mrope", "mrope_section": [1, 1, 2] }, "vision_config": { "embed_dim": 8 },
              "use_sliding_window": false, "sliding_window": 5, "max_window_layers": 1
            }
            """),
        ["qwen2_vl_text"] = new(
            """
            {
              "model_type": "qwen2_vl_text", "rope_scaling": { "rope_type": "default", "type": "mrope", "mrope_section": [2, 1, 1] },
              "tie_word_embeddings": true
            }
            """),
        ["qwen2_5_vl_text"] = new(
            """
            { "model_type": "qwen2_5_vl_text", "rope_scaling": { "rope_type": "default", "type": "default", "mrope_section": [1, 2, 1] } }
            """),
        ["qwen3_vl_text"] = new(
            """
            {
              "model_type": "qwen3_vl_text", "head_dim": 12, "attention_bias": true, "tie_word_embeddings": true,
              "rope_scaling": { "rope_type": "default", "mrope_interleaved": true, "mrope_section": [2, 2, 2] }
            }
            """),
        ["granitemoehybrid"] = new(
            """
            {
              "model_type": "granitemoehybrid", "layer_types": ["attention", "attention"], "num_local_experts": 0, "intermediate_size": 99,
              "shared_intermediate_size": 40, "position_embedding_type": "rope", "embedding_multiplier": 12, "logits_scaling": 0.5,
              "residual_multiplier": 0.22, "attention_multiplier": 0.6, "tie_word_embeddings": true
            }
            """),
        ["granitemoehybrid, heads do not turn"] = new(
            """
            {
              "model_type": "granitemoehybrid", "layer_types": ["attention", "attention"], "num_local_experts": 0, "shared_intermediate_size": 48,
              "position_embedding_type": "nope", "embedding_multiplier": 2, "logits_scaling": 2, "residual_multiplier": 0.5,
              "attention_multiplier": 0.3
            }
            """),
        ["apertus"] = new(
            """
            { "model_type": "apertus", "hidden_act": "xielu", "head_dim": 12, "rope_scaling": { "rope_type": "linear", "factor": 3 } }
            """),
        ["olmo2"] = new("""{ "model_type": "olmo2", "head_dim": 12 }"""),
        ["granite"] = new(
            """
            {
              "model_type": "granite", "embedding_multiplier": 12, "logits_scaling": 0.5, "residual_multiplier": 0.22, "attention_multiplier": 0.6,
              "tie_word_embeddings": true, "attention_bias": true, "mlp_bias": true
            }
            """),
        ["phi3"] = new("""{ "model_type": "phi3", "sliding_window": 5 }"""),
        ["phi3, turns a part of each head, for long texts"] = new(
            """
            {
              "model_type": "phi3", "head_dim": 16, "partial_rotary_factor": 0.75, "max_position_embeddings": 512, "tie_word_embeddings": true,
              "original_max_position_embeddings": 64, "sliding_window": 262144,
              "rope_scaling": { "type": "longrope", "short_factor": [1, 1.1, 1.3, 1.6, 2, 2.5], "long_factor": [9, 9, 9, 9, 9, 9] }
            }
            """),
        ["llama4_text, without experts"] = new(
            """
            {
              "model_type": "llama4_text", "intermediate_size": 20, "intermediate_size_mlp": 40, "moe_layers": [], "no_rope_layers": [1, 0],
              "num_local_experts": 0, "num_experts_per_tok": 0, "use_qk_norm": true, "head_dim": 12, "attention_chunk_size": 8192,
              "attn_temperature_tuning": false, "floor_scale": 8192, "attn_scale": 0.1, "tie_word_embeddings": true
            }
            """),
        ["smollm3"] = new("""{ "model_type": "smollm3", "num_hidden_layers": 3, "no_rope_layers": [1, 0, 1], "tie_word_embeddings": true }"""),
        ["smollm3, last layer does not turn"] = new("""{ "model_type": "smollm3", "num_hidden_layers": 4, "tie_word_embeddings": true }"""),
        ["glm"] = new("""{ "model_type": "glm", "attention_bias": true, "partial_rotary_factor": 0.5 }"""),
        ["glm4"] = new("""{ "model_type": "glm4", "head_dim": 16, "partial_rotary_factor": 0.25, "tie_word_embeddings": true }"""),
        ["glm4v_text"] = new(
            """
            {
              "model_type": "glm4v_text", "partial_rotary_factor": 0.5, "attention_bias": true, "tie_word_embeddings": true,
              "rope_scaling": { "rope_type": "default", "mrope_section": [1, 1, 0] }
            }
            """),
        ["glm4v_text, whole heads turn"] = new("""{ "model_type": "glm4v_text", "attention_bias": false }"""),
        ["ernie4_5"] = new("""{ "model_type": "ernie4_5", "head_dim": 12, "use_bias": true, "tie_word_embeddings": true }"""),
        ["helium"] = new("""{ "model_type": "helium", "attention_bias": true, "mlp_bias": true }"""),
        ["seed_oss"] = new("""{ "model_type": "seed_oss", "head_dim": 12, "attention_bias": true, "attention_out_bias": true }"""),
        ["exaone4"] = new("""{ "model_type": "exaone4", "num_hidden_layers": 3, "sliding_window": 5, "sliding_window_pattern": 2 }"""),
        ["exaone4, last layer sees all"] = new(
            """
            {
              "model_type": "exaone4", "head_dim": 12, "sliding_window": 6, "sliding_window_pattern": "LG",
              "layer_types": ["sliding_attention", "full_attention"], "tie_word_embeddings": true
            }
            """),
        ["exaone4, without a window"] = new("""{ "model_type": "exaone4", "sliding_window": null, "sliding_window_pattern": null }"""),
        ["olmo3"] = new(
            """{ "model_type": "olmo3", "num_hidden_layers": 4, "sliding_window": 5, "rope_scaling": { "rope_type": "linear", "factor": 4 } }"""),
        ["olmo3, last layer slides"] = new(
            """
            {
              "model_type": "olmo3", "head_dim": 12, "sliding_window": 4, "layer_types": ["full_attention", "sliding_attention"],
              "tie_word_embeddings": true
            }
            """),
        ["hunyuan_v1_dense"] = new(
            """
            {
              "model_type": "hunyuan_v1_dense", "rope_theta": 60, "attention_bias": true,
              "rope_scaling": { "type": "dynamic", "alpha": 1000.0, "factor": 1.0, "mscale": 1.0, "mscale_all_dim": 0.0 }
            }
            """),
        ["hunyuan_v1_dense, not stretched"] = new("""{ "model_type": "hunyuan_v1_dense", "head_dim": 12, "tie_word_embeddings": true }"""),
    };
}
