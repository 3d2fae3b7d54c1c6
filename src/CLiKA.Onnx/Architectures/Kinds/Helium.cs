using CLiKA.Input;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>HeliumForCausalLM.</summary>
internal static class Helium
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "num_key_value_heads": 20, "head_dim": 128, "rms_norm_eps": 1e-8, "bos_token_id": 1 }""",
        Properties = $"mlp_bias {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json) => DecoderShape.ReadGated(json, RotationReader.Read(json, theta: 100_000)) with
    {
        OutputBias = false,
        Variant = new() { RotatesInterleaved = true },
    };
}
