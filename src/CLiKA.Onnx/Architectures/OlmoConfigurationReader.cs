using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of OlmoForCausalLM, whose norms have no weights.</summary>
internal static class OlmoConfigurationReader
{
    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, """{ "tie_word_embeddings": false }""");
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json), epsilon: null) with
        {
            Variant = new()
            {
                NormKind = NormKind.StandardDeviationAlone,
                ProjectionBound = json.Has("clip_qkv") ? json.Number("clip_qkv") : null,
            },
        };
    }
}
