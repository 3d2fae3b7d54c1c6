using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>StableLmForCausalLM.</summary>
internal static class StableLm
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """{ "num_key_value_heads": 32, "layer_norm_eps": 1e-5, "bos_token_id": 0, "use_qkv_bias": false, "use_parallel_residual": false }""",
        Properties = $"qk_layernorm hidden_act {PropertyNames.Rotary}",
    };

    private static readonly CheckpointNames Names =
        CheckpointNames.Of(["model."], ("q_norm", "q_layernorm.norms"), ("k_norm", "k_layernorm.norms"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireOneOf("hidden_act", "silu");
        var shape = DecoderShape.Read(json, RotationReader.Read(json, allowsPartial: true), "layer_norm_eps");
        return shape with
        {
            QueryKeyValueBias = json.Truth("use_qkv_bias"),
            QueryKeyNorm = json.TruthOr("qk_layernorm", false) ? QueryKeyNorm.PerHead : QueryKeyNorm.None,
            Variant = new()
            {
                Norms = json.Truth("use_parallel_residual") ? LayerNorms.Shared : LayerNorms.Llama,
                NormKind = NormKind.LayerNorm,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.25),
                Names = Names,
            },
        };
    }
}
