using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of GlmForCausalLM and Glm4ForCausalLM.</summary>
internal static class GlmConfigurationReader
{
    private const string Defaults = """
        { "num_key_value_heads": 2, "head_dim": 128, "rms_norm_eps": 0.00000015625, "attention_bias": true }
        """;

    /// <summary>Reads the first generation, which normalizes where Llama does.</summary>
    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var shape = LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json, allowsPartial: true));
        return shape with
        {
            OutputBias = false,
            Variant = new()
            {
                RotatesInterleaved = true,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.5),
                Fused = FusedProjections.FeedForward,
            },
        };
    }

    /// <summary>Reads the second generation, which normalizes before and after each block.</summary>
    public static DecoderConfiguration ReadFourth(JsonRecord file)
    {
        var shape = Read(file);
        var norms = new LayerNorms("input_layernorm", "post_self_attn_layernorm", "post_attention_layernorm", "post_mlp_layernorm");
        return shape with { Variant = shape.Variant with { Norms = norms } };
    }
}
