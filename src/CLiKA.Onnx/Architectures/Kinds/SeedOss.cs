using CLiKA.Input;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>SeedOssForCausalLM: Llama with separately configurable biases.</summary>
internal static class SeedOss
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-6, "bos_token_id": 0, "attention_bias": true, "attention_out_bias": false
            }
            """,
        Properties = $"mlp_bias {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json) =>
        DecoderShape.ReadGated(json, RotationReader.Read(json)) with { OutputBias = json.Truth("attention_out_bias") };
}
