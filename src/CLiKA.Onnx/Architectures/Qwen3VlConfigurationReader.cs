using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads the decoder's part of config.json of Qwen3VLForConditionalGeneration: Qwen 3 with positions in three dimensions, which coincide where there
/// is no image.
/// </summary>
internal static class Qwen3VlConfigurationReader
{
    private const string Defaults = """{ "num_key_value_heads": 32, "head_dim": 128, "rms_norm_eps": 1e-6 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = RotationReader.Without(file.WithDefaults(Defaults), "mrope_section", "mrope_interleaved");

        // The default base depends on the version of HuggingFace's library.
        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json, theta: null)) with { QueryKeyNorm = true };
    }
}
