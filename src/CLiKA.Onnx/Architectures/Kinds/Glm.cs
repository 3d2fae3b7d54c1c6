using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GlmForCausalLM and Glm4ForCausalLM.</summary>
internal static class Glm
{
    private const string SharedDefaults = """{ "num_key_value_heads": 2, "head_dim": 128, "rms_norm_eps": 0.00000015625, "attention_bias": true }""";

    /// <summary>The first generation, which normalizes where Llama does.</summary>
    public static DecoderKind First { get; } = new(json => Read(json, LayerNorms.Llama)) { SharedDefaults = SharedDefaults, Properties = PropertyNames.Biased };

    /// <summary>The generation of GLM-4-0414, which normalizes before and after each block.</summary>
    public static DecoderKind Fourth { get; } = new(json => Read(json, Around)) { SharedDefaults = SharedDefaults, Properties = PropertyNames.Biased };

    /// <summary>That generation with images, and with positions in three dimensions, which coincide where there is no image.</summary>
    public static DecoderKind FourthWithImages { get; } = new(json => Read(RotationReader.InOneDimension(json), Around, 1) with { QueryKeyValueBias = true })
    {
        Defaults = """{ "num_key_value_heads": 2, "rms_norm_eps": 1e-5 }""",
        Properties = PropertyNames.Biased,
    };

    private static LayerNorms Around => new("input_layernorm", "post_self_attn_layernorm", "post_attention_layernorm", "post_mlp_layernorm");

    private static DecoderConfiguration Read(JsonRecord json, LayerNorms norms, double rotatedShare = 0.5)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, allowsPartial: true));
        return shape with
        {
            OutputBias = false,
            Variant = new()
            {
                Norms = norms,
                RotatesInterleaved = true,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, rotatedShare),
                Fused = FusedProjections.FeedForward,
            },
        };
    }
}
