using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>NemotronForCausalLM, whose norms multiply by one plus a weight.</summary>
internal static class Nemotron
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "norm_eps": 1e-5, "bos_token_id": 2, "hidden_act": "relu2" }""",
        Properties = $"mlp_bias kv_channels attention_bias {PropertyNames.Rotary}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.Read(json, RotationReader.Read(json, allowsPartial: true), "norm_eps");
        return shape with
        {
            FeedForwardBias = json.TruthOr("mlp_bias", false),
            Variant = new()
            {
                NormKind = NormKind.LayerNormAroundOne,
                Activation = ActivationReader.Read(json, "hidden_act"),
                HasGate = false,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.5),
            },
        };
    }
}
