using System.Text.Json.Nodes;
using CLiKA.Onnx.Architectures;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Small checkpoints of architectures that differ from Llama by more than biases, each with its reference.</summary>
/// <param name="Changes">What config.json says beside, or instead of, the small Llama's. Windows are shorter than the tests' texts.</param>
/// <param name="Reference">Makes the reference of config.json and weights.</param>
/// <param name="Family">Whose names the weights have; null for those of the model.</param>
internal sealed record SmallArchitecture(
    string Changes, Func<JsonNode, Func<string, float[]>, ReferenceDecoder> Reference, string? Family = null)
{
    // Large enough to be missed.
    private const double Epsilon = 1e-3;

    private static readonly string[] Epsilons = ["rms_norm_eps", "layer_norm_eps", "layer_norm_epsilon", "norm_eps", "norm_epsilon"];

    private static readonly Dictionary<string, SmallArchitecture> All = new()
    {
        ["bloom"] = new(
            """
            { "model_type": "bloom", "hidden_size": null, "n_embed": 42, "n_layer": 2, "num_attention_heads": 6, "intermediate_size": null, "tie_word_embeddings": true }
            """,
            (config, weights) => new ReferenceBloom(Usual(config, ("n_embed", "hidden_size")), weights)),
        ["bloom, as it was published"] = new(
            """{ "model_type": "bloom", "intermediate_size": null, "seq_length": 64, "max_position_embeddings": null, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceBloom(Usual(config), weights),
            "bloom, bare"),
        ["gpt_neox"] = new(
            """{ "model_type": "gpt_neox", "hidden_act": "gelu", "rotary_emb_base": 80, "rope_theta": null }""",
            (config, weights) => new ReferenceGptNeox(Usual(config, ("rotary_emb_base", "rope_theta")), weights)),
        ["gpt_neox, blocks one behind the other"] = new(
            """
            {
              "model_type": "gpt_neox", "hidden_act": "gelu_new", "use_parallel_residual": false, "attention_bias": false, "rotary_pct": 0.5,
              "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGptNeox(Usual(config), weights)),
        ["starcoder2"] = new(
            """
            {
              "model_type": "starcoder2", "num_key_value_heads": 2, "hidden_act": "gelu_pytorch_tanh", "sliding_window": 5, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceStarcoder2(config, weights)),
        ["starcoder2, without biases"] = new(
            """{ "model_type": "starcoder2", "hidden_act": "gelu_pytorch_tanh", "use_bias": false }""",
            (config, weights) => new ReferenceStarcoder2(config, weights)),
        ["stablelm"] = new(
            """{ "model_type": "stablelm", "use_qkv_bias": true }""",
            (config, weights) => new ReferenceStableLm(config, weights)),
        ["stablelm, blocks side by side"] = new(
            """{ "model_type": "stablelm", "use_parallel_residual": true, "partial_rotary_factor": 0.5, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceStableLm(config, weights)),
        ["nemotron"] = new(
            """{ "model_type": "nemotron", "hidden_act": "relu2", "head_dim": 12, "attention_bias": true, "mlp_bias": true }""",
            (config, weights) => new ReferenceNemotron(config, weights)),
        ["nemotron, without biases"] = new(
            """{ "model_type": "nemotron", "hidden_act": "relu2", "partial_rotary_factor": 1.0, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceNemotron(config, weights)),
        ["olmo"] = new(
            """{ "model_type": "olmo", "clip_qkv": 0.6 }""",
            (config, weights) => new ReferenceOlmo(config, weights)),
        ["olmo, not clipped"] = new(
            """{ "model_type": "olmo", "clip_qkv": null, "attention_bias": true, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceOlmo(config, weights)),
        ["phi"] = new(
            """{ "model_type": "phi", "hidden_act": "gelu_new" }""",
            (config, weights) => new ReferencePhi(config, weights)),
        ["falcon"] = new(
            """{ "model_type": "falcon", "num_kv_heads": 1, "ffn_hidden_size": 40, "intermediate_size": null, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceFalcon(Usual(config, ("num_kv_heads", "num_key_value_heads")), weights)),
        ["falcon, with alibi"] = new(
            """
            {
              "model_type": "falcon", "alibi": true, "multi_query": false, "parallel_attn": false, "bias": true, "hidden_size": 48,
              "num_attention_heads": 12, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceFalcon(Usual(config), weights)),
        ["falcon, of the new architecture"] = new(
            """{ "model_type": "falcon", "new_decoder_architecture": true, "num_kv_heads": 2, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceFalcon(Usual(config, ("num_kv_heads", "num_key_value_heads")), weights)),
        ["falcon, of the new architecture with one norm"] = new(
            """{ "model_type": "falcon", "new_decoder_architecture": true, "num_ln_in_parallel_attn": 1, "n_head_kv": 2, "rope_theta": 90 }""",
            (config, weights) => new ReferenceFalcon(Usual(config, ("n_head_kv", "num_key_value_heads")), weights)),
        ["xglm"] = new(
            """
            {
              "model_type": "xglm", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "intermediate_size": null,
              "d_model": 32, "num_layers": 2, "attention_heads": 4, "ffn_dim": 48, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceXglm(
                Usual(config, ("d_model", "hidden_size"), ("num_layers", "num_hidden_layers"), ("attention_heads", "num_attention_heads")), weights)),
        ["xglm, not scaled"] = new(
            """{ "model_type": "xglm", "scale_embedding": false, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceXglm(Usual(config), weights)),
        ["opt"] = new(
            """{ "model_type": "opt", "ffn_dim": 48, "do_layer_norm_before": true, "word_embed_proj_dim": 32, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceOpt(Usual(config), weights)),
        ["opt, without weights of norms"] = new(
            """
            { "model_type": "opt", "enable_bias": false, "layer_norm_elementwise_affine": false, "activation_function": "relu", "tie_word_embeddings": true }
            """,
            (config, weights) => new ReferenceOpt(Usual(config), weights),
            "opt, bare"),
        ["gpt2"] = new(
            """
            {
              "model_type": "gpt2", "hidden_size": null, "num_hidden_layers": null, "num_attention_heads": null, "max_position_embeddings": null,
              "n_embd": 32, "n_layer": 3, "n_head": 2, "n_positions": 64, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGpt2(
                Usual(config, ("n_embd", "hidden_size"), ("n_layer", "num_hidden_layers"), ("n_head", "num_attention_heads")), weights)),
        ["gpt2, as it was published"] = new(
            """{ "model_type": "gpt2", "n_inner": null, "intermediate_size": null, "activation_function": "gelu_new", "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceGpt2(Usual(config), weights),
            "gpt2, bare"),
        ["gemma3_text"] = new(
            """
            {
              "model_type": "gemma3_text", "num_hidden_layers": 5, "sliding_window": 5, "sliding_window_pattern": 3, "query_pre_attn_scalar": 11,
              "rope_theta": 3000, "rope_local_base_freq": 60, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGemma3(config, weights)),
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
            """,
            (config, weights) => new ReferenceGemma3(config, weights)),
        ["gemma3_text, scaled"] = new(
            """
            {
              "model_type": "gemma3_text", "num_hidden_layers": 2, "sliding_window": 6, "sliding_window_pattern": 2, "query_pre_attn_scalar": 8,
              "rope_theta": 100, "rope_local_base_freq": 20, "rope_scaling": { "rope_type": "linear", "factor": 8 }, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGemma3(config, weights)),
        ["gemma2"] = new(
            """
            {
              "model_type": "gemma2", "num_hidden_layers": 3, "sliding_window": 5, "query_pre_attn_scalar": 6, "attn_logit_softcapping": 0.7,
              "final_logit_softcapping": 4, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGemma2(config, weights)),
        ["gemma2, last layer sees all"] = new(
            """
            {
              "model_type": "gemma2", "num_hidden_layers": 2, "sliding_window": 3, "query_pre_attn_scalar": 8, "attn_logit_softcapping": 2,
              "final_logit_softcapping": 5, "head_dim": 16, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGemma2(config, weights)),
        ["apertus"] = new(
            """
            { "model_type": "apertus", "hidden_act": "xielu", "head_dim": 12, "rope_scaling": { "rope_type": "linear", "factor": 3 } }
            """,
            (config, weights) => new ReferenceApertus(config, weights)),
        ["olmo2"] = new(
            """{ "model_type": "olmo2", "head_dim": 12 }""",
            (config, weights) => new ReferenceOlmo2(config, weights)),
        ["granite"] = new(
            """
            {
              "model_type": "granite", "embedding_multiplier": 12, "logits_scaling": 0.5, "residual_multiplier": 0.22, "attention_multiplier": 0.6,
              "tie_word_embeddings": true, "attention_bias": true, "mlp_bias": true
            }
            """,
            (config, weights) => new ReferenceGranite(config, weights)),
        ["phi3"] = new(
            """{ "model_type": "phi3", "sliding_window": 5 }""",
            (config, weights) => new ReferencePhi3(config, weights)),
        ["phi3, turns a part of each head, for long texts"] = new(
            """
            {
              "model_type": "phi3", "head_dim": 16, "partial_rotary_factor": 0.75, "max_position_embeddings": 512, "tie_word_embeddings": true,
              "original_max_position_embeddings": 64, "sliding_window": 262144,
              "rope_scaling": { "type": "longrope", "short_factor": [1, 1.1, 1.3, 1.6, 2, 2.5], "long_factor": [9, 9, 9, 9, 9, 9] }
            }
            """,
            (config, weights) => new ReferencePhi3(config, weights)),
        ["smollm3"] = new(
            """{ "model_type": "smollm3", "num_hidden_layers": 3, "no_rope_layers": [1, 0, 1], "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceSmolLm3(config, weights)),
        ["smollm3, last layer does not turn"] = new(
            """{ "model_type": "smollm3", "num_hidden_layers": 4, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceSmolLm3(config, weights)),
        ["glm"] = new(
            """{ "model_type": "glm", "attention_bias": true, "partial_rotary_factor": 0.5 }""",
            (config, weights) => new ReferenceGlm(config, weights)),
        ["glm4"] = new(
            """{ "model_type": "glm4", "head_dim": 16, "partial_rotary_factor": 0.25, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceGlm(config, weights)),
        ["ernie4_5"] = new(
            """{ "model_type": "ernie4_5", "head_dim": 12, "use_bias": true, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceBiased(config, weights, turnsNeighbours: true, "use_bias", "use_bias", "use_bias")),
        ["helium"] = new(
            """{ "model_type": "helium", "attention_bias": true, "mlp_bias": true }""",
            (config, weights) => new ReferenceBiased(config, weights, turnsNeighbours: true, "attention_bias", "none", "mlp_bias")),
        ["seed_oss"] = new(
            """{ "model_type": "seed_oss", "head_dim": 12, "attention_bias": true, "attention_out_bias": true }""",
            (config, weights) => new ReferenceBiased(
                config, weights, turnsNeighbours: false, "attention_bias", "attention_out_bias", "mlp_bias")),
        ["exaone4"] = new(
            """{ "model_type": "exaone4", "num_hidden_layers": 3, "sliding_window": 5, "sliding_window_pattern": 2 }""",
            (config, weights) => new ReferenceExaone4(config, weights)),
        ["exaone4, last layer sees all"] = new(
            """
            {
              "model_type": "exaone4", "head_dim": 12, "sliding_window": 6, "sliding_window_pattern": "LG",
              "layer_types": ["sliding_attention", "full_attention"], "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceExaone4(config, weights)),
        ["exaone4, without a window"] = new(
            """{ "model_type": "exaone4", "sliding_window": null, "sliding_window_pattern": null }""",
            (config, weights) => new ReferenceExaone4(config, weights)),
        ["olmo3"] = new(
            """{ "model_type": "olmo3", "num_hidden_layers": 4, "sliding_window": 5, "rope_scaling": { "rope_type": "linear", "factor": 4 } }""",
            (config, weights) => new ReferenceOlmo3(config, weights)),
        ["olmo3, last layer slides"] = new(
            """
            {
              "model_type": "olmo3", "head_dim": 12, "sliding_window": 4, "layer_types": ["full_attention", "sliding_attention"],
              "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceOlmo3(config, weights)),
        ["hunyuan_v1_dense"] = new(
            """
            {
              "model_type": "hunyuan_v1_dense", "rope_theta": 60, "attention_bias": true,
              "rope_scaling": { "type": "dynamic", "alpha": 1000.0, "factor": 1.0, "mscale": 1.0, "mscale_all_dim": 0.0 }
            }
            """,
            (config, weights) => new ReferenceHunyuan(config, weights)),
        ["hunyuan_v1_dense, not stretched"] = new(
            """{ "model_type": "hunyuan_v1_dense", "head_dim": 12, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceHunyuan(config, weights)),
        ["mixtral"] = new(
            """{ "model_type": "mixtral", "num_local_experts": 24, "num_experts_per_tok": 2, "head_dim": 12 }""",
            (config, weights) => new ReferenceMixtral(config, weights)),
        ["qwen3_moe"] = new(
            """
            {
              "model_type": "qwen3_moe", "num_hidden_layers": 4, "num_experts": 20, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "norm_topk_prob": true, "decoder_sparse_step": 2, "attention_bias": true
            }
            """,
            (config, weights) => new ReferenceQwen3Moe(config, weights)),
        ["qwen3_moe, shares as they are, joined as later versions have it"] = new(
            """
            {
              "model_type": "qwen3_moe", "num_hidden_layers": 3, "num_local_experts": 20, "num_experts_per_tok": 4,
              "moe_intermediate_size": 20, "mlp_only_layers": [1], "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceQwen3Moe(config, weights, isJoined: true),
            "joined"),
        ["qwen2_moe"] = new(
            """
            {
              "model_type": "qwen2_moe", "num_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "shared_expert_intermediate_size": 28
            }
            """,
            (config, weights) => new ReferenceQwen2Moe(config, weights)),
        ["olmoe"] = new(
            """{ "model_type": "olmoe", "num_experts": 20, "num_experts_per_tok": 4, "intermediate_size": 24, "head_dim": 12 }""",
            (config, weights) => new ReferenceOlmoe(config, weights)),
        ["granitemoe"] = new(
            """
            {
              "model_type": "granitemoe", "num_local_experts": 17, "num_experts_per_tok": 3, "intermediate_size": 20, "embedding_multiplier": 12,
              "logits_scaling": 0.5, "residual_multiplier": 0.22, "attention_multiplier": 0.6, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGraniteMoe(config, weights)),
        ["granitemoeshared"] = new(
            """
            {
              "model_type": "granitemoeshared", "num_local_experts": 17, "num_experts_per_tok": 2, "intermediate_size": 20,
              "shared_intermediate_size": 28, "embedding_multiplier": 6, "logits_scaling": 0.5, "residual_multiplier": 0.4,
              "attention_multiplier": 0.3, "attention_bias": true
            }
            """,
            (config, weights) => new ReferenceGraniteMoe(config, weights)),
        ["deepseek_v3"] = new(
            """
            {
              "model_type": "deepseek_v3", "num_hidden_layers": 3, "num_key_value_heads": 4, "q_lora_rank": 12, "kv_lora_rank": 10,
              "qk_rope_head_dim": 6, "qk_nope_head_dim": 8, "v_head_dim": 10, "n_routed_experts": 20, "num_experts_per_tok": 3,
              "moe_intermediate_size": 20, "n_shared_experts": 1, "n_group": 4, "topk_group": 2, "routed_scaling_factor": 1.4,
              "first_k_dense_replace": 1, "norm_topk_prob": true, "attention_bias": true, "rope_theta": 60,
              "rope_scaling": {
                "type": "yarn", "factor": 4, "beta_fast": 8, "mscale": 1.0, "mscale_all_dim": 0.7, "original_max_position_embeddings": 32
              }
            }
            """,
            (config, weights) => new ReferenceDeepseek(config, weights)),
        ["deepseek_v3, halves turn, queries come at once"] = new(
            """
            {
              "model_type": "deepseek_v3", "num_key_value_heads": 4, "q_lora_rank": null, "kv_lora_rank": 12, "qk_rope_head_dim": 4,
              "qk_nope_head_dim": 6, "v_head_dim": 16, "n_routed_experts": 18, "num_experts_per_tok": 4, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "n_group": 1, "topk_group": 1, "routed_scaling_factor": 0.7, "first_k_dense_replace": 0, "norm_topk_prob": false,
              "rope_interleave": false, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceDeepseek(config, weights)),
        ["deepseek_v2"] = new(
            """
            {
              "model_type": "deepseek_v2", "num_key_value_heads": 4, "q_lora_rank": null, "kv_lora_rank": 12, "qk_rope_head_dim": 8,
              "qk_nope_head_dim": 4, "v_head_dim": 4, "n_routed_experts": 18, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "routed_scaling_factor": 1.3, "first_k_dense_replace": 1, "topk_method": "greedy",
              "rope_scaling": { "type": "yarn", "factor": 8, "mscale": 0.707, "mscale_all_dim": 0.707, "original_max_position_embeddings": 16 }
            }
            """,
            (config, weights) => new ReferenceDeepseek(config, weights)),
        ["deepseek_v2, the best of groups"] = new(
            """
            {
              "model_type": "deepseek_v2", "num_key_value_heads": 4, "q_lora_rank": 14, "kv_lora_rank": 12, "qk_rope_head_dim": 4,
              "qk_nope_head_dim": 8, "v_head_dim": 8, "n_routed_experts": 20, "num_experts_per_tok": 4, "moe_intermediate_size": 20,
              "n_shared_experts": 1, "routed_scaling_factor": 4, "first_k_dense_replace": 0, "topk_method": "group_limited_greedy", "n_group": 5,
              "topk_group": 2, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceDeepseek(config, weights)),
        ["ernie4_5_moe"] = new(
            """
            {
              "model_type": "ernie4_5_moe", "num_hidden_layers": 4, "moe_num_experts": 18, "moe_k": 3, "moe_intermediate_size": 20,
              "moe_num_shared_experts": 2, "moe_layer_start_index": 1, "moe_layer_end_index": 2, "moe_layer_interval": 1, "moe_norm_min": 0.3,
              "head_dim": 12
            }
            """,
            (config, weights) => new ReferenceErnieMoe(config, weights)),
        ["ernie4_5_moe, every second layer, nothing shared"] = new(
            """
            {
              "model_type": "ernie4_5_moe", "moe_num_experts": 20, "moe_k": 6, "moe_intermediate_size": 24, "moe_num_shared_experts": 0,
              "moe_layer_start_index": 0, "moe_layer_end_index": -1, "moe_layer_interval": 2, "moe_norm_min": 1e-12, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceErnieMoe(config, weights)),
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
            """,
            (config, weights) => new ReferencePhimoe(config, weights)),
        ["phimoe, for short texts"] = new(
            """
            {
              "model_type": "phimoe", "num_local_experts": 20, "num_experts_per_tok": 2, "router_jitter_noise": 0.01, "head_dim": 12,
              "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferencePhimoe(config, weights)),
        ["glm4_moe"] = new(
            """
            {
              "model_type": "glm4_moe", "num_hidden_layers": 3, "n_routed_experts": 20, "num_experts_per_tok": 3, "moe_intermediate_size": 20,
              "n_shared_experts": 2, "n_group": 5, "topk_group": 2, "routed_scaling_factor": 1.7, "first_k_dense_replace": 1, "norm_topk_prob": true,
              "use_qk_norm": true, "partial_rotary_factor": 0.5, "attention_bias": true
            }
            """,
            (config, weights) => new ReferenceGlm4Moe(config, weights)),
        ["glm4_moe, one group, shares as they are"] = new(
            """
            {
              "model_type": "glm4_moe", "n_routed_experts": 18, "num_experts_per_tok": 4, "moe_intermediate_size": 24, "n_shared_experts": 1,
              "n_group": 1, "topk_group": 1, "routed_scaling_factor": 0.6, "first_k_dense_replace": 0, "norm_topk_prob": false, "head_dim": 12,
              "partial_rotary_factor": 0.5, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceGlm4Moe(config, weights)),
        ["gpt_oss"] = new(
            """
            {
              "model_type": "gpt_oss", "num_hidden_layers": 3, "num_local_experts": 18, "num_experts_per_tok": 3, "intermediate_size": 20,
              "sliding_window": 5, "swiglu_alpha": 1.3, "swiglu_limit": 0.8, "head_dim": 12,
              "rope_scaling": { "rope_type": "yarn", "factor": 8.0, "beta_fast": 4, "original_max_position_embeddings": 32, "truncate": false }
            }
            """,
            (config, weights) => new ReferenceGptOss(config, weights)),
        ["gpt_oss, last layer slides, of a later version"] = new(
            """
            {
              "model_type": "gpt_oss", "num_local_experts": 8, "num_experts_per_tok": 4, "intermediate_size": 24, "sliding_window": 4,
              "layer_types": ["full_attention", "sliding_attention"], "swiglu_alpha": 1.702, "swiglu_limit": 7.0, "tie_word_embeddings": true,
              "rope_parameters": {
                "rope_type": "yarn", "factor": 16.0, "original_max_position_embeddings": 16, "rope_theta": 900, "mscale": 0.8, "mscale_all_dim": 2
              }
            }
            """,
            (config, weights) => new ReferenceGptOss(config, weights)),
        ["cohere"] = new(
            """{ "model_type": "cohere", "logit_scale": 0.7, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceCohere(config, weights)),
        ["cohere, heads have norms of their own"] = new(
            """{ "model_type": "cohere", "logit_scale": 0.7, "use_qk_norm": true, "tie_word_embeddings": true }""",
            (config, weights) => new ReferenceCohere(config, weights)),
        ["cohere2"] = new(
            """
            {
              "model_type": "cohere2", "num_hidden_layers": 3, "logit_scale": 0.5, "sliding_window": 5,
              "sliding_window_pattern": 2, "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceCohere(config, weights)),
        ["cohere2, last layer sees all"] = new(
            """
            {
              "model_type": "cohere2", "num_hidden_layers": 4, "logit_scale": 0.5, "sliding_window": 4,
              "tie_word_embeddings": true
            }
            """,
            (config, weights) => new ReferenceCohere(config, weights)),
    };

    /// <summary>Names of all.</summary>
    public static IEnumerable<string> Names => All.Keys;

    public static SmallArchitecture Named(string name) => All[name];

    /// <summary>Whose names the weights have in HuggingFace's class.</summary>
    public string Layout => (Family ?? JsonNode.Parse(Changes)!["model_type"]!.GetValue<string>()).Split(',')[0];

    /// <summary>Whether an architecture has experts.</summary>
    public static bool IsMixture(string name) => All[name].Changes.Contains("experts", StringComparison.Ordinal);

    /// <summary>Writes the checkpoint.</summary>
    /// <returns>Gives the weights as the files hold them.</returns>
    public Func<string, float[]> Write(TemporaryFolder folder, string type = "F32")
    {
        var json = JsonNode.Parse(Changes)!.AsObject();
        var kind = DecoderKinds.All[json["model_type"]!.GetValue<string>()];
        foreach (var name in Epsilons.Where(name => DecoderProperties.Has(kind, name)))
        {
            json[name] = Epsilon;
        }

        return SmallCheckpoint.Write(folder, json.ToJsonString(), type, family: Family);
    }

    // Sizes by the names that most files have, of decoders whose heads have keys of their own.
    private static JsonNode Usual(JsonNode config, params (string Own, string Usual)[] names)
    {
        foreach (var (own, usual) in names)
        {
            config[usual] = config[own]?.DeepClone();
        }

        var heads = config["num_attention_heads"]!.GetValue<int>();
        config["head_dim"] = config["hidden_size"]!.GetValue<int>() / heads;
        if (!names.Any(pair => pair.Usual == "num_key_value_heads"))
        {
            config["num_key_value_heads"] = heads;
        }

        return config;
    }

    /// <summary>The reference of a folder that was written.</summary>
    public ReferenceDecoder ReferenceOf(TemporaryFolder folder, Func<string, float[]> weights) =>
        Reference(JsonNode.Parse(File.ReadAllText(folder["config.json"]))!, weights);
}
