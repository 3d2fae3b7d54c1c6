using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of StableLmForCausalLM.</summary>
internal static class StableLmConfigurationReader
{
    private const string Defaults = """
        {
          "num_key_value_heads": 32, "layer_norm_eps": 1e-5, "bos_token_id": 0, "use_qkv_bias": false, "use_parallel_residual": false,
          "tie_word_embeddings": false
        }
        """;

    private static readonly CheckpointNames Names =
        CheckpointNames.Of(["model."], ("q_norm", "q_layernorm.norms"), ("k_norm", "k_layernorm.norms"));

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        json.RequireOneOf("hidden_act", "silu");
        var normalizes = json.TruthOr("qk_layernorm", false);
        var shape = LlamaConfigurationReader.Shape(json, RotationReader.Read(json, allowsPartial: true), "layer_norm_eps");
        return shape with
        {
            QueryKeyValueBias = json.Truth("use_qkv_bias"),
            QueryKeyNorm = normalizes,
            Variant = new()
            {
                Norms = json.Truth("use_parallel_residual") ? LayerNorms.Shared : LayerNorms.Llama,
                NormKind = NormKind.StandardDeviation,
                NormBias = true,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.25),
                HasNormPerHead = normalizes,
                StoresHeadNormsSeparately = normalizes,
                Names = Names,
            },
        };
    }
}
