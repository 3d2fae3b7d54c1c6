using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of GraniteForCausalLM.</summary>
internal static class GraniteConfigurationReader
{
    private const string Defaults = """
        {
          "rms_norm_eps": 1e-6, "bos_token_id": 1, "embedding_multiplier": 1, "logits_scaling": 1, "residual_multiplier": 1,
          "attention_multiplier": 1
        }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json)) with
        {
            Variant = new()
            {
                EmbeddingScale = json.Number("embedding_multiplier"),
                ResidualScale = json.Number("residual_multiplier"),
                AttentionScale = json.Number("attention_multiplier"),
                LogitScale = 1 / json.Number("logits_scaling"),
            },
        };
    }
}
