using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Jais2ForCausalLM: Llama with layer normalization and feed-forward blocks without a gate.</summary>
internal static class Jais2
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "layer_norm_eps": 1e-5, "bos_token_id": 0, "hidden_act": "relu2", "attention_bias": true, "mlp_bias": true, "rope_theta": 500000 }""",
        Properties = PropertyNames.Rotary,
    };

    private static DecoderConfiguration Read(JsonRecord json) => DecoderShape.Read(json, RotationReader.Read(json), "layer_norm_eps") with
    {
        FeedForwardBias = json.Truth("mlp_bias"),
        Variant = new() { NormKind = NormKind.LayerNorm, Activation = ActivationReader.Read(json, "hidden_act"), HasGate = false },
    };
}
