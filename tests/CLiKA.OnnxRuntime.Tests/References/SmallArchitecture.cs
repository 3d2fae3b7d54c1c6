using System.Text.Json.Nodes;
using CLiKA.OnnxRuntime.Tests.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>Small checkpoints of architectures that differ from Llama by more than biases, each with its reference.</summary>
/// <param name="Changes">What config.json says beside, or instead of, the small Llama's. Windows are shorter than the tests' texts.</param>
/// <param name="Reference">Makes the reference of config.json and weights.</param>
/// <param name="Family">Whose names the weights of experts have; null for those of the model.</param>
internal sealed record SmallArchitecture(
    string Changes, Func<JsonNode, Func<string, float[]>, ReferenceDecoder> Reference, string? Family = null)
{
    // Large enough to be missed.
    private const double Epsilon = 1e-3;

    private static readonly Dictionary<string, SmallArchitecture> All = new()
    {
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

    /// <summary>Whether an architecture has experts.</summary>
    public static bool IsMixture(string name) => All[name].Changes.Contains("num_experts_per_tok", StringComparison.Ordinal);

    /// <summary>Writes the checkpoint.</summary>
    /// <returns>Gives the weights as the files hold them.</returns>
    public Func<string, float[]> Write(TemporaryFolder folder, string type = "F32")
    {
        var json = JsonNode.Parse(Changes)!.AsObject();
        (json["rms_norm_eps"], json["layer_norm_eps"]) = (Epsilon, Epsilon);
        return SmallCheckpoint.Write(folder, json.ToJsonString(), type, family: Family);
    }

    /// <summary>The reference of a folder that was written.</summary>
    public ReferenceDecoder ReferenceOf(TemporaryFolder folder, Func<string, float[]> weights) =>
        Reference(JsonNode.Parse(File.ReadAllText(folder["config.json"]))!, weights);
}
