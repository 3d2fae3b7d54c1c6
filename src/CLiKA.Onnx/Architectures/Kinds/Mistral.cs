using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>MistralForCausalLM.</summary>
internal static class Mistral
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-6, "bos_token_id": 1, "sliding_window": 4096 }""",
        Properties = $"document_attention {PropertyNames.Gated}",
    };

    private static DecoderConfiguration Read(JsonRecord json) =>
        DecoderShape.ReadGated(json, RotationReader.Read(json)).UpTo(LayerTypes.LongestWithinWindow(json));
}
