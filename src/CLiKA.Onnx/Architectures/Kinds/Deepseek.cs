using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// DeepseekV2ForCausalLM and DeepseekV3ForCausalLM, and the classes with the shape of the latter: Kimi K2's, Glm4MoeLiteForCausalLM, DeepseekV32ForCausalLM
/// and GlmMoeDsaForCausalLM.
/// </summary>
internal static class Deepseek
{
    private const string Method = "topk_method";
    private const string Greedy = "greedy";
    private const string Indexed = "index_topk";
    private const string SparseType = "deepseek_sparse_attention";

    private const string Properties =
        $"moe_layer_freq topk_method scoring_func ep_size seq_aux aux_loss_alpha qk_head_dim {PropertyNames.RoutedExperts} {PropertyNames.Biased}";

    private const string OfIndexer = "index_topk index_n_heads index_head_dim indexer_types indexer_rope_interleave index_topk_freq index_topk_pattern "
        + "index_skip_topk_offset index_share_for_mtp_iteration layer_types";

    private const string SharedDefaults = """
        {
          "rms_norm_eps": 1e-6, "kv_lora_rank": 512, "q_lora_rank": 1536, "qk_rope_head_dim": 64, "qk_nope_head_dim": 128, "v_head_dim": 128
        }
        """;

    /// <summary>DeepSeek V2, whose experts are chosen by softmax probabilities.</summary>
    public static DecoderKind Second { get; } = new(ReadSecond)
    {
        Defaults = """
            {
              "bos_token_id": 1, "first_k_dense_replace": 0, "n_routed_experts": 64, "n_shared_experts": 2, "routed_scaling_factor": 1.0,
              "topk_method": "greedy", "norm_topk_prob": false
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = $"mlp_bias {Properties}",
    };

    /// <summary>DeepSeek V3, whose experts are scored independently.</summary>
    public static DecoderKind Third { get; } = new(ReadScored)
    {
        Defaults = """
            {
              "bos_token_id": 0, "first_k_dense_replace": 3, "n_routed_experts": 256, "n_shared_experts": 1, "routed_scaling_factor": 2.5, "n_group": 8,
              "topk_group": 4, "num_experts_per_tok": 8, "norm_topk_prob": true, "rope_interleave": true
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = Properties,
    };

    /// <summary>Kimi K2, which comes with an early class of DeepSeek's: its defaults are those of a model without experts, so files have to be complete.</summary>
    public static DecoderKind Kimi { get; } = new(ReadScored)
    {
        Defaults = """{ "rope_interleave": true }""",
        SharedDefaults = SharedDefaults,
        Properties = Properties,
    };

    /// <summary>GLM-4.7-Flash, whose later files list the layers with experts.</summary>
    public static DecoderKind Lite { get; } = new(ReadScored)
    {
        Defaults = """
            {
              "rms_norm_eps": 1e-5, "bos_token_id": 0, "q_lora_rank": 768, "qk_nope_head_dim": 192, "v_head_dim": 256, "first_k_dense_replace": 1,
              "n_routed_experts": 64, "n_shared_experts": 1, "routed_scaling_factor": 1.8, "n_group": 1, "topk_group": 1, "num_experts_per_tok": 4,
              "norm_topk_prob": true, "rope_interleave": true
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = $"mlp_layer_types {Properties}",
    };

    /// <summary>DeepSeek V3.2, which attends to the tokens that an indexer chooses.</summary>
    public static DecoderKind Sparse { get; } = new(ReadSparse)
    {
        Defaults = """
            {
              "bos_token_id": 0, "first_k_dense_replace": 3, "n_routed_experts": 256, "n_shared_experts": 1, "routed_scaling_factor": 2.5, "n_group": 8,
              "topk_group": 4, "num_experts_per_tok": 8, "norm_topk_prob": true, "rope_interleave": true, "index_topk": 2048
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = $"mlp_layer_types {OfIndexer} {Properties}",
    };

    /// <summary>GLM-5, which does so too; some of its layers share the choice of an earlier one.</summary>
    public static DecoderKind SparseGlm { get; } = new(ReadSparse)
    {
        Defaults = """
            {
              "rms_norm_eps": 1e-5, "bos_token_id": 0, "q_lora_rank": 2048, "qk_nope_head_dim": 192, "v_head_dim": 256, "first_k_dense_replace": 3,
              "n_routed_experts": 256, "n_shared_experts": 1, "routed_scaling_factor": 2.5, "n_group": 1, "topk_group": 1, "num_experts_per_tok": 8,
              "norm_topk_prob": true, "rope_interleave": true, "index_topk": 2048
            }
            """,
        SharedDefaults = SharedDefaults,
        Properties = $"mlp_layer_types {OfIndexer} {Properties}",
    };

    private static DecoderConfiguration ReadSecond(JsonRecord json)
    {
        json.RequireOneOf(Method, Greedy, "group_limited_greedy");

        // HuggingFace's class ignores it, but the models' own code does not.
        json.RequireTruth("norm_topk_prob", false);
        json.RequireOneOf("scoring_func", "softmax");
        var shape = Shape(json);
        var experts = RoutedExpertsReader.Read(json, shape.Layers);
        return shape with
        {
            FeedForwardBias = json.TruthOr("mlp_bias", false),
            Variant = shape.Variant with
            {
                RotatesInterleaved = true,
                Experts = json.Text(Method) == Greedy && experts is not null ? experts with { Groups = null } : experts,
            },
        };
    }

    // An indexer chooses the tokens that each token attends to. Up to as many tokens as it chooses, it chooses all.
    private static DecoderConfiguration ReadSparse(JsonRecord json)
    {
        // The classes turn neighbours and have narrow queries, whatever the file says.
        json.RequireTruth("rope_interleave", true);
        _ = json.WholeNumber("q_lora_rank");
        if (json.Has("layer_types") && json.Texts("layer_types").FirstOrDefault(type => type != SparseType) is { } other)
        {
            throw json.Error($"'layer_types' has '{other}'; expected {SparseType} for all layers.");
        }

        var longest = json.WholeNumber(Indexed);
        if (longest < 1)
        {
            throw json.Error($"'{Indexed}' is {longest}; expected at least 1.");
        }

        var shape = ReadScored(json).UpTo(longest);
        return shape with { Variant = shape.Variant with { Latent = shape.Variant.Latent! with { HasIndexer = true } } };
    }

    private static DecoderConfiguration ReadScored(JsonRecord json)
    {
        json.RequireOneOf(Method, "noaux_tc");
        json.RequireOneOf("scoring_func", "sigmoid");
        var shape = Shape(json);
        return shape with
        {
            Variant = shape.Variant with
            {
                RotatesInterleaved = json.Truth("rope_interleave"),
                Experts = RoutedExpertsReader.ReadScoredByType(json, shape.Layers),
            },
        };
    }

    /// <summary>Reads a decoder with latent attention, and no experts.</summary>
    public static DecoderConfiguration Shape(JsonRecord json)
    {
        RoutedExpertsReader.RequireAllLayers(json);
        var latent = new LatentAttention(
            json.OptionalWholeNumber("q_lora_rank"),
            json.WholeNumber("kv_lora_rank"),
            json.WholeNumber("qk_rope_head_dim"),
            json.WholeNumber("v_head_dim"));
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json));
        if (json.Has("num_key_value_heads") && shape.KeyValueHeads != shape.Heads)
        {
            throw json.Error($"'num_key_value_heads' is {shape.KeyValueHeads}; expected as many as 'num_attention_heads', {shape.Heads}.");
        }

        var size = json.WholeNumber("qk_nope_head_dim") + latent.RotatedSize;
        shape = shape with
        {
            KeyValueHeads = shape.Heads,
            HeadSize = size,
            Variant = new()
            {
                Latent = latent,
                AttentionScale = RotationReader.AttentionScale(json) is var scale && scale == 1 ? null : scale / Math.Sqrt(size),
            },
        };
        DecoderConfigurationCheck.Require(shape, json);
        return shape;
    }
}
