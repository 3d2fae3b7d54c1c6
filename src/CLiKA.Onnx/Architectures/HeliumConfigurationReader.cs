using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of HeliumForCausalLM.</summary>
internal static class HeliumConfigurationReader
{
    private const string Defaults = """{ "num_key_value_heads": 20, "head_dim": 128, "rms_norm_eps": 1e-8, "bos_token_id": 1 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json, theta: 100_000)) with
        {
            OutputBias = false,
            Variant = new() { RotatesInterleaved = true },
        };
    }
}
