using CLiKA.Input;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>MixtralForCausalLM.</summary>
internal static class Mixtral
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1 }""",
        Properties = $"sliding_window router_jitter_noise {PropertyNames.Experts} {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, theta: 1_000_000)).UpTo(LayerTypes.LongestWithinWindow(json));
        return shape with { Variant = new() { Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = true } } };
    }
}
