using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Glm4MoeForCausalLM, the class of GLM-4.5 and GLM-4.6.</summary>
internal static class Glm4Moe
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "n_routed_experts": 128, "n_shared_experts": 1, "routed_scaling_factor": 1.0, "n_group": 1,
              "topk_group": 1, "first_k_dense_replace": 1, "norm_topk_prob": true, "use_qk_norm": false
            }
            """,
        Properties = $"{PropertyNames.RoutedExperts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, allowsPartial: true));
        DecoderConfigurationCheck.Require(shape, json);
        return shape with
        {
            OutputBias = false,
            QueryKeyNorm = json.Truth("use_qk_norm") ? QueryKeyNorm.Shared : QueryKeyNorm.None,
            Variant = new()
            {
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.5),
                Experts = RoutedExpertsReader.ReadScored(json, shape.Layers),
            },
        };
    }
}
