using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of CohereForCausalLM and Cohere2ForCausalLM, the classes of Aya and Command R.</summary>
internal static class CohereConfigurationReader
{
    private const string Epsilon = "layer_norm_eps";

    private const string Defaults = """
        {
          "layer_norm_eps": 1e-5, "bos_token_id": 5, "tie_word_embeddings": true, "logit_scale": 0.0625, "sliding_window": 4096,
          "sliding_window_pattern": 4
        }
        """;

    /// <summary>Reads the first generation, whose layers are all alike.</summary>
    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);

        // The default base depends on the version of HuggingFace's library.
        var shape = Shape(json, RotationReader.Read(json, theta: null));
        return json.TruthOr("use_qk_norm", false)
            ? shape with { QueryKeyNorm = true, Variant = shape.Variant with { HasNormPerHead = true } }
            : shape;
    }

    /// <summary>
    /// Reads the second generation, in which most layers have a sliding window, and those with full attention have no rotary embedding.
    /// </summary>
    public static DecoderConfiguration ReadSecond(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var rotation = RotationReader.Read(json);
        var shape = Shape(json, rotation);
        return shape.WithLayers(LayerTypes.Read(json, shape, json.WholeNumber("sliding_window_pattern"), rotation, full: null));
    }

    private static DecoderConfiguration Shape(JsonRecord json, Rotation rotation) =>
        LlamaConfigurationReader.WithBiases(json, rotation, Epsilon) with
        {
            Variant = new()
            {
                Norms = LayerNorms.Shared,
                NormKind = NormKind.StandardDeviation,
                RotatesInterleaved = true,
                LogitScale = json.Number("logit_scale"),
            },
        };
}
