using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of MixtralForCausalLM.</summary>
internal static class MixtralConfigurationReader
{
    private const string Window = "sliding_window";

    private const string Defaults = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        var shape = LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json, theta: 1_000_000));
        return shape with
        {
            // Within the window, a sliding window has no effect.
            MaximumPositions = json.Has(Window) ? Math.Min(shape.MaximumPositions, json.WholeNumber(Window)) : shape.MaximumPositions,
            Variant = new() { Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = true } },
        };
    }
}
