using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Olmo2ForCausalLM, Olmo3ForCausalLM and FlexOlmoForCausalLM.</summary>
internal static class Olmo2
{
    private const string SharedDefaults = """{ "rms_norm_eps": 1e-5 }""";

    /// <summary>The second generation, whose layers are all alike.</summary>
    public static DecoderKind Second { get; } = new(json => Shape(json, RotationReader.Read(json)))
    {
        SharedDefaults = SharedDefaults,
        Properties = PropertyNames.Biased,
    };

    /// <summary>
    /// The third generation, in which most layers have a sliding window. Their rotary embedding is never scaled, whatever that of the others is.
    /// </summary>
    public static DecoderKind Third { get; } = new(ReadThird)
    {
        Defaults = """{ "sliding_window": 4096 }""",
        SharedDefaults = SharedDefaults,
        Properties = $"{PropertyNames.Sliding} {PropertyNames.Biased}",
    };

    /// <summary>FlexOlmo: the second generation with experts.</summary>
    public static DecoderKind Mixture { get; } = new(ReadMixture)
    {
        Defaults = """{ "rms_norm_eps": 1e-6, "num_experts_per_tok": 5, "norm_topk_prob": false }""",
        Properties = $"{PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration ReadMixture(JsonRecord json)
    {
        var shape = Shape(json, RotationReader.Read(json, theta: 500_000));
        var experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = json.Truth("norm_topk_prob") };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }

    private static DecoderConfiguration ReadThird(JsonRecord json)
    {
        // The default base depends on the version of HuggingFace's library.
        var isByLayerType = json.Has(RotationReader.Parameters) && json.Record(RotationReader.Parameters).Has(LayerTypes.Full);
        var full = isByLayerType ? RotationReader.OfLayerType(json, LayerTypes.Full) : RotationReader.Read(json, theta: null);
        var sliding = isByLayerType ? RotationReader.OfLayerType(json, LayerTypes.Sliding) : full with { Scaling = null };
        var shape = Shape(json, full);
        return shape.WithLayers(LayerTypes.Read(json, shape, period: 4, sliding, full));
    }

    private static DecoderConfiguration Shape(JsonRecord json, Rotation rotation) => DecoderShape.ReadGated(json, rotation) with
    {
        QueryKeyNorm = QueryKeyNorm.AllHeads,
        Variant = new() { Norms = LayerNorms.After },
    };
}
