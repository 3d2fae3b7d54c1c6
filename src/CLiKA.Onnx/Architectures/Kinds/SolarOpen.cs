using CLiKA.Input;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>SolarOpenForCausalLM: Llama's attention, and GLM-4.5's experts in every layer.</summary>
internal static class SolarOpen
{
    private const string Dense = "first_k_dense_replace";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-5, "n_routed_experts": 128, "n_shared_experts": 1,
              "routed_scaling_factor": 1.0, "n_group": 1, "topk_group": 1, "num_experts_per_tok": 8, "norm_topk_prob": true, "moe_intermediate_size": 1280,
              "first_k_dense_replace": 0
            }
            """,
        Properties = $"{PropertyNames.RoutedExperts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        if (json.WholeNumber(Dense) is var dense && dense != 0)
        {
            throw json.Error($"'{Dense}' is {dense}; expected 0, since every layer has experts.");
        }

        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, theta: 1_000_000, allowsPartial: true));
        DecoderConfigurationCheck.Require(shape, json);
        return shape with
        {
            OutputBias = false,
            Variant = new()
            {
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, otherwise: 1),
                Experts = RoutedExpertsReader.ReadScored(json, shape.Layers),
            },
        };
    }
}
