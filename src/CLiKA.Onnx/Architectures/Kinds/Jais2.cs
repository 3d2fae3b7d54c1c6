using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Jais2ForCausalLM: Llama with layer normalization and feed-forward blocks without a gate.</summary>
internal static class Jais2
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "layer_norm_eps": 1e-5, "bos_token_id": 0, "hidden_act": "relu2", "attention_bias": true, "mlp_bias": true }""",
        Properties = PropertyNames.Rotary,
    };

    // The default base was 500,000 in the class of its authors, and is 10,000 in that of HuggingFace's releases.
    private static DecoderConfiguration Read(JsonRecord json) => DecoderShape.Read(json, RotationReader.Read(json, theta: null), "layer_norm_eps") with
    {
        FeedForwardBias = json.Truth("mlp_bias"),
        Variant = new() { NormKind = NormKind.LayerNorm, Activation = ActivationReader.Read(json, "hidden_act"), HasGate = false },
    };
}
