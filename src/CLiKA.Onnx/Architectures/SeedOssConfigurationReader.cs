using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of SeedOssForCausalLM: Llama with separately configurable biases.</summary>
internal static class SeedOssConfigurationReader
{
    private const string Defaults = """
        {
          "num_key_value_heads": 8, "head_dim": 128, "rms_norm_eps": 1e-6, "bos_token_id": 0, "attention_bias": true, "attention_out_bias": false
        }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json)) with { OutputBias = json.Truth("attention_out_bias") };
    }
}
