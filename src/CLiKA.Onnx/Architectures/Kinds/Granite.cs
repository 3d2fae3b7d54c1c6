using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Architectures.States;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GraniteForCausalLM, GraniteMoeForCausalLM, GraniteMoeSharedForCausalLM, and GraniteMoeHybridForCausalLM.</summary>
internal static class Granite
{
    private const string SharedWidth = "shared_intermediate_size";
    private const string Types = "layer_types";
    private const string StateSpace = "mamba";
    private const string LaterStateSpace = "linear_attention";
    private const string Count = "num_local_experts";

    private const string SharedDefaults = """
        {
          "rms_norm_eps": 1e-6, "bos_token_id": 1, "embedding_multiplier": 1, "logits_scaling": 1, "residual_multiplier": 1,
          "attention_multiplier": 1
        }
        """;

    /// <summary>Models without experts.</summary>
    public static DecoderKind Dense { get; } = new(Read) { SharedDefaults = SharedDefaults, Properties = $"mlp_bias {PropertyNames.Biased}" };

    /// <summary>Models with experts.</summary>
    public static DecoderKind Mixture { get; } = new(ReadMixture)
    {
        SharedDefaults = SharedDefaults,
        Properties = $"{PropertyNames.Experts} {PropertyNames.Biased}",
    };

    /// <summary>Models with experts and a shared expert.</summary>
    public static DecoderKind Shared { get; } = new(ReadShared)
    {
        SharedDefaults = SharedDefaults,
        Properties = $"shared_intermediate_size {PropertyNames.Experts} {PropertyNames.Biased}",
    };

    /// <summary>
    /// Granite 4: state-space layers, attention layers or both, and experts with a shared expert; without experts, the feed-forward block is the shared
    /// expert of the other models.
    /// </summary>
    public static DecoderKind Hybrid { get; } = new(ReadHybrid)
    {
        Defaults = $"{{ {Mamba2Reader.Defaults} }}",
        SharedDefaults = SharedDefaults,
        Properties = $"shared_intermediate_size layer_types position_embedding_type normalization_function {Mamba2Reader.Properties} "
            + $"{PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private static readonly CheckpointNames HybridNames =
        CheckpointNames.Of(["model."], ("mlp", "shared_mlp"), ("gate_up_proj", "input_linear"), ("down_proj", "output_linear"));

    private static DecoderConfiguration Read(JsonRecord json) => DecoderShape.ReadGated(json, RotationReader.Read(json)) with
    {
        Variant = new()
        {
            EmbeddingScale = json.Number("embedding_multiplier"),
            ResidualScale = json.Number("residual_multiplier"),
            AttentionScale = json.Number("attention_multiplier"),
            LogitScale = 1 / json.Number("logits_scaling"),
        },
    };

    private static DecoderConfiguration ReadMixture(JsonRecord json)
    {
        var shape = Read(json);
        var experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = true };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }

    private static DecoderConfiguration ReadShared(JsonRecord json)
    {
        var shape = ReadMixture(json);
        var width = json.WholeNumber(SharedWidth);
        var experts = shape.Variant.Experts! with { Shared = width == 0 ? null : new(width, HasGate: false) };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }

    private static DecoderConfiguration ReadHybrid(JsonRecord json)
    {
        var shape = json.WholeNumber(Count) == 0 ? ReadDenseHybrid(json) : ReadShared(json);
        DecoderConfigurationCheck.RequireSizes(shape, json);

        // HuggingFace's class takes a missing list for state-space layers alone. Later versions of the library write other names.
        var type = json.Has(Types) && json.Texts(Types).Contains(LaterStateSpace) ? LaterStateSpace : StateSpace;
        var layers = LayerTypes.Stateful(json, shape.Layers, type, "attention") ?? Enumerable.Range(0, shape.Layers);
        var rotates = json.Has("position_embedding_type") && json.Text("position_embedding_type") == "rope";
        return shape with
        {
            Variant = shape.Variant with
            {
                Stateful = layers.ToArray() is { Length: > 0 } stateful ? Mamba2Reader.Read(json, shape.HiddenSize, stateful) : null,
                Layers = rotates ? [] : [.. Enumerable.Repeat(new LayerAttention(null, null), shape.Layers)],
            },
        };
    }

    private static DecoderConfiguration ReadDenseHybrid(JsonRecord json)
    {
        var shape = Read(json) with { IntermediateSize = json.WholeNumber(SharedWidth) };
        return shape with { Variant = shape.Variant with { Fused = FusedProjections.FeedForward, Names = HybridNames } };
    }
}
