using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>OlmoForCausalLM, whose norms have no weights.</summary>
internal static class Olmo
{
    public static DecoderKind Kind { get; } = new(Read) { Properties = $"clip_qkv hidden_act attention_bias {PropertyNames.Rotary}" };

    private static DecoderConfiguration Read(JsonRecord json) => DecoderShape.ReadGated(json, RotationReader.Read(json), epsilon: null) with
    {
        Variant = new() { NormKind = NormKind.LayerNormWithoutWeights, ProjectionBound = json.OptionalNumber("clip_qkv") },
    };
}
