using CLiKA.Input;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>ArceeForCausalLM: Llama with feed-forward blocks without a gate.</summary>
internal static class Arcee
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 128000, "hidden_act": "relu2" }""",
        Properties = $"mlp_bias {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json) => DecoderShape.Read(json, RotationReader.Read(json)) with
    {
        FeedForwardBias = json.TruthOr("mlp_bias", false),
        Variant = new() { Activation = ActivationReader.Read(json, "hidden_act"), HasGate = false },
    };
}
