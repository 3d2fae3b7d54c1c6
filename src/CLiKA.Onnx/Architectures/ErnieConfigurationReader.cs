using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of Ernie4_5ForCausalLM.</summary>
internal static class ErnieConfigurationReader
{
    private const string Defaults = """
        {
          "num_key_value_heads": 2, "head_dim": 128, "rms_norm_eps": 1e-5, "bos_token_id": 1, "tie_word_embeddings": true, "use_bias": false
        }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        var hasBias = json.Truth("use_bias");
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json, theta: 500_000)) with
        {
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            FeedForwardBias = hasBias,
            Variant = new() { RotatesNeighbours = true },
        };
    }
}
