using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of OlmoForCausalLM, whose norms have no weights.</summary>
internal static class OlmoConfigurationReader
{
    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults("""{ "tie_word_embeddings": false }""");
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json), epsilon: null) with
        {
            Variant = new()
            {
                NormKind = NormKind.StandardDeviationAlone,
                ProjectionBound = json.OptionalNumber("clip_qkv"),
            },
        };
    }
}
