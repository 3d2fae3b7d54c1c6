using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Qwen2MoeForCausalLM, Qwen3MoeForCausalLM, and the decoder of Qwen3VLMoeForConditionalGeneration.</summary>
internal static class QwenMoe
{
    private const string Properties =
        $"moe_intermediate_size mlp_only_layers {PropertyNames.Experts} {PropertyNames.SlidingOfQwen} {PropertyNames.Gated}";

    private const string SharedDefaults = """
        {
          "num_key_value_heads": 4, "rms_norm_eps": 1e-6, "use_sliding_window": false, "sliding_window": 4096, "decoder_sparse_step": 1,
          "norm_topk_prob": false
        }
        """;

    /// <summary>The second generation, which has a shared expert.</summary>
    public static DecoderKind Second { get; } = new(ReadSecond)
    {
        Defaults = """{ "num_key_value_heads": 16, "qkv_bias": true }""",
        SharedDefaults = SharedDefaults,
        Properties = $"shared_expert_intermediate_size {Properties}",
    };

    /// <summary>The third generation, which normalizes queries and keys.</summary>
    public static DecoderKind Third { get; } = new(json => Shape(json) with { QueryKeyNorm = QueryKeyNorm.Shared })
    {
        SharedDefaults = SharedDefaults,
        Properties = $"use_qk_norm attention_bias {Properties}",
    };

    /// <summary>The third generation with positions in three dimensions, which coincide where there is no image.</summary>
    public static DecoderKind ThirdWithImages { get; } = new(ReadWithImages)
    {
        Defaults = """
            {
              "num_key_value_heads": 16, "rms_norm_eps": 1e-6, "decoder_sparse_step": 1, "norm_topk_prob": true, "moe_intermediate_size": 1408,
              "num_experts_per_tok": 4
            }
            """,
        Properties = $"mlp_only_layers {PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration ReadSecond(JsonRecord json)
    {
        var shape = Shape(json);
        var shared = new SharedExpert(json.WholeNumber("shared_expert_intermediate_size"), HasGate: true);
        return shape with
        {
            QueryKeyValueBias = json.Truth("qkv_bias"),
            Variant = shape.Variant.Experts is { } experts ? shape.Variant with { Experts = experts with { Shared = shared } } : shape.Variant,
        };
    }

    // The default base depends on the version of HuggingFace's library.
    private static DecoderConfiguration ReadWithImages(JsonRecord file)
    {
        // The class always divides shares by their sum.
        file.RequireTruth("norm_topk_prob", true);
        var shape = Shape(RotationReader.Without(file, "mrope_section", "mrope_interleaved"), theta: null) with { QueryKeyNorm = QueryKeyNorm.Shared };
        return shape.Variant.Experts is { } experts
            ? shape with { Variant = shape.Variant with { Experts = experts with { Storage = ExpertStorage.ByInputs } } }
            : shape;
    }

    private static DecoderConfiguration Shape(JsonRecord json, double? theta = 10_000)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, theta));
        DecoderConfigurationCheck.Require(shape, json);
        int[] dense = [.. MixtureOfExpertsReader.DenseLayers(json, shape.Layers)];
        shape = json.TruthOr("use_sliding_window", false) ? shape.UpTo(LayerTypes.LongestWithinWindow(json)) : shape;
        return dense.Length == shape.Layers ? shape : shape with { Variant = new() { Experts = Experts(json, dense) } };
    }

    private static MixtureOfExperts Experts(JsonRecord json, int[] dense) => MixtureOfExpertsReader.Read(json, "moe_intermediate_size") with
    {
        SharesSumToOne = json.Truth("norm_topk_prob"),
        DenseLayers = [.. dense],
    };
}
