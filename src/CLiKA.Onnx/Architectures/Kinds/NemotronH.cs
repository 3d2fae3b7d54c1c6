using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// NemotronHForCausalLM: every layer has one block (Mamba 2, attention without rotary embedding, a feed-forward block without a gate, or such experts) and
/// one norm before it.
/// </summary>
internal static class NemotronH
{
    private const string Epsilon = "layer_norm_epsilon";
    private const string Activation = "mlp_hidden_act";
    private const string ExpertBias = "mlp_bias";
    private const string SharedExperts = "n_shared_experts";

    // Classes ignore these, and published files have them; llama.cpp reads the first where the class's own is missing.
    private static readonly string[] OtherEpsilons = ["rms_norm_eps", "norm_eps"];

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names =
        [
            ("mamba_num_heads", "mamba_n_heads"), ("mamba_head_dim", "mamba_d_head"), ("n_groups", "mamba_n_groups"), ("mamba_num_groups", "mamba_n_groups"),
            ("ssm_state_size", "mamba_d_state"), ("mamba_state_dim", "mamba_d_state"), ("conv_kernel", "mamba_d_conv"), ("use_conv_bias", "mamba_conv_bias"),
            ("mamba_dt_limit", "time_step_limit"), ("attention_head_dim", "head_dim"),
        ],
        Defaults = $$"""
            {
              "num_key_value_heads": 8, "head_dim": 128, "bos_token_id": 1, "{{Epsilon}}": 1e-5, "{{Activation}}": "relu2", "mamba_n_groups": 8,
              "mamba_d_state": 128, "mamba_d_head": 64, "n_routed_experts": 8, "{{SharedExperts}}": 1, "moe_intermediate_size": 7688,
              "moe_shared_expert_intermediate_size": 7688, "num_experts_per_tok": 2, "routed_scaling_factor": 1.0, "n_group": 1, "topk_group": 1,
              "norm_topk_prob": true
            }
            """,
        SharedDefaults = $"{{ {Mamba2Reader.Defaults} }}",

        // The class ignores those of the last lines, uses them to begin training, or lets them choose how it computes.
        Properties = $"{BlockTypes.List} {BlockTypes.Letters} attention_bias {ExpertBias} use_bias mamba_hidden_act moe_latent_size sliding_window "
            + $"num_nextn_predict_layers mtp_layers_block_type mtp_hybrid_override_pattern {Mamba2Reader.Properties} {string.Join(' ', OtherEpsilons)} "
            + "expand chunk_size time_step_floor time_step_rank mamba_dt_min mamba_dt_max mamba_dt_init_floor mamba_ssm_cache_dtype use_mamba_kernels "
            + "residual_in_fp32 rescale_prenorm_residual moe_shared_expert_overlap num_logits_to_keep rope_theta partial_rotary_factor",
    };

    // NVIDIA's own class has the second prefix; since the fifth version of HuggingFace's library, its class has the first.
    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model.", CheckpointNames.Backbone], ("embed_tokens", "embeddings"), ("self_attn", "mixer"), ("mamba", "mixer"), ("mlp", "mixer")) with
    {
        FinalNorm = "norm_f",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var types = Types(json);
        var shape = DecoderShape.Read(json.WithDefault("num_hidden_layers", types.Count), new(10_000, null), Epsilon);
        DecoderConfigurationCheck.RequireSizes(shape, json);
        BlockTypes.RequireOfEach(json, types, shape.Layers);
        RequireEpsilons(json, shape.NormEpsilon);
        json.RequireOneOf("mamba_hidden_act", "silu", "swish");
        return shape.UpTo(LayerTypes.LongestWithinWindow(json)) with
        {
            FeedForwardBias = json.TruthOr(ExpertBias, false),
            Variant = new()
            {
                Norms = new("norm", null, "norm", null),
                Names = Names,
                Activation = ActivationReader.Read(json, Activation),
                HasGate = false,
                Blocks = [.. types.Select(type => BlockTypes.Feeds(type) ? LayerBlocks.FeedForward : LayerBlocks.Mixer)],
                Layers = [.. Enumerable.Repeat(new LayerAttention(null, null), shape.Layers)],
                Stateful = Indices(types, BlockTypes.StateSpace) is { IsEmpty: false } layers ? StateOf(json, layers) : null,
                Experts = types.Contains(BlockTypes.Experts) ? ExpertsOf(json, Indices(types, BlockTypes.FeedForward)) : null,
            },
        };
    }

    private static IReadOnlyList<string> Types(JsonRecord json)
    {
        var types = BlockTypes.Of(json) ?? throw json.Error($"has neither '{BlockTypes.Letters}' nor '{BlockTypes.List}'; expected the block of each layer.");
        string[] known = [BlockTypes.StateSpace, BlockTypes.Attention, BlockTypes.FeedForward, BlockTypes.Experts];
        return types.FirstOrDefault(type => !known.Contains(type)) is { } strange
            ? throw json.Error($"'{BlockTypes.List}' has {strange}; expected {string.Join(", ", known)}.")
            : types;
    }

    private static ImmutableArray<int> Indices(IReadOnlyList<string> types, string type) =>
        [.. Enumerable.Range(0, types.Count).Where(layer => types[layer] == type)];

    private static void RequireEpsilons(JsonRecord json, double epsilon)
    {
        foreach (var name in OtherEpsilons)
        {
            if (json.OptionalNumber(name) is { } other && other != epsilon)
            {
                throw json.Error($"'{name}' is {other} and '{Epsilon}' is {epsilon}; expected the same number, since programs differ in which of the two they read.");
            }
        }
    }

    private static Mamba2 StateOf(JsonRecord json, ImmutableArray<int> layers)
    {
        var block = Mamba2Reader.ReadSized(json, json.WholeNumber("mamba_n_heads"), json.WholeNumber("mamba_d_head"), layers);
        var hasBias = json.TruthOr("use_bias", false);
        return block with { HasInputBias = hasBias, HasOutputBias = hasBias, Gate = StateGate.BeforeNorm, NormGroups = block.Groups };
    }

    private static MixtureOfExperts ExpertsOf(JsonRecord json, ImmutableArray<int> dense)
    {
        if (json.TruthOr(ExpertBias, false))
        {
            throw json.Error($"'{ExpertBias}' is true; with experts, only false is supported, since classes differ in which of their projections have biases.");
        }

        if (json.OptionalWholeNumber(SharedExperts) is var count && count != 1)
        {
            throw json.Error($"'{SharedExperts}' is {count?.ToString(CultureInfo.InvariantCulture) ?? "null"}; expected 1, since programs differ in what another number means.");
        }

        return RoutedExpertsReader.ReadScoredAlone(json) with
        {
            Shared = new(json.WholeNumber("moe_shared_expert_intermediate_size"), HasGate: false, "shared_experts"),
            LatentSize = json.OptionalWholeNumber("moe_latent_size"),
            DenseLayers = dense,
        };
    }
}
