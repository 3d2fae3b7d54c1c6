using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>PhiForCausalLM, the class of Phi-1, Phi-1.5 and Phi-2.</summary>
internal static class Phi
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "layer_norm_eps": 1e-5, "bos_token_id": 1, "hidden_act": "gelu_new" }""",
        Properties = $"qk_layernorm {PropertyNames.Rotary}",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model."],
        ("q_norm", "q_layernorm"),
        ("k_norm", "k_layernorm"),
        ("o_proj", "dense"),
        ("up_proj", "fc1"),
        ("down_proj", "fc2"),
        ("norm", "final_layernorm"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.Read(json, RotationReader.Read(json, allowsPartial: true), "layer_norm_eps");
        return shape with
        {
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            QueryKeyNorm = json.TruthOr("qk_layernorm", false) ? QueryKeyNorm.Shared : QueryKeyNorm.None,
            Variant = new()
            {
                Norms = LayerNorms.Shared,
                NormKind = NormKind.LayerNorm,
                Activation = ActivationReader.Read(json, "hidden_act"),
                HasGate = false,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.5),
                LogitBias = true,
                Names = Names,
            },
        };
    }
}
