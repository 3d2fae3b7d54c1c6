using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>LlamaForCausalLM.</summary>
internal static class Llama
{
    public static DecoderKind Kind { get; } = new(json => DecoderShape.ReadGated(json, RotationReader.Read(json)))
    {
        Defaults = """{ "rms_norm_eps": 1e-6, "bos_token_id": 1 }""",
        Properties = $"mlp_bias is_llama_config activation {PropertyNames.Biased}",
    };
}
