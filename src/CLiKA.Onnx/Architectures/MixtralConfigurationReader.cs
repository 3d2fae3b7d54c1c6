using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of MixtralForCausalLM.</summary>
internal static class MixtralConfigurationReader
{
    private const string Defaults = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var shape = LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json, theta: 1_000_000));
        return shape with
        {
            MaximumPositions = Math.Min(shape.MaximumPositions, LayerTypes.LongestWithinWindow(json)),
            Variant = new() { Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = true } },
        };
    }
}
