using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>ApertusForCausalLM.</summary>
internal static class Apertus
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1, "rope_theta": 12000000 }""",
        Properties = $"qk_norm {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireOneOf("hidden_act", "xielu");
        if (!Array.Exists(RotationReader.Names, json.Has))
        {
            throw json.Error("'rope_scaling' and 'rope_parameters' are missing; expected one of them, since versions of HuggingFace's library have different defaults.");
        }

        return DecoderShape.Read(json, RotationReader.Read(json)) with
        {
            QueryKeyNorm = QueryKeyNorm.Shared,
            Variant = new()
            {
                Norms = new("attention_layernorm", null, "feedforward_layernorm", null),
                Activation = FeedForwardActivation.Xielu,
                HasGate = false,
            },
        };
    }
}
