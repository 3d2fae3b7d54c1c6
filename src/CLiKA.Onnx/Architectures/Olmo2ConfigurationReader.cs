using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of Olmo2ForCausalLM.</summary>
internal static class Olmo2ConfigurationReader
{
    private const string Defaults = """{ "rms_norm_eps": 1e-5 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json)) with
        {
            QueryKeyNorm = true,
            Variant = new() { Norms = LayerNorms.After, NormalizesHeadsTogether = true },
        };
    }
}
