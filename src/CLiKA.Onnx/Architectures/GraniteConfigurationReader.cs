using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of GraniteForCausalLM, GraniteMoeForCausalLM and GraniteMoeSharedForCausalLM.</summary>
internal static class GraniteConfigurationReader
{
    private const string Defaults = """
        {
          "rms_norm_eps": 1e-6, "bos_token_id": 1, "embedding_multiplier": 1, "logits_scaling": 1, "residual_multiplier": 1,
          "attention_multiplier": 1
        }
        """;

    private const string Shared = "shared_intermediate_size";

    /// <summary>Granite without experts.</summary>
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

    /// <summary>Granite with experts.</summary>
    public static DecoderConfiguration ReadMixture(JsonRecord file)
    {
        var shape = Read(file);
        var experts = MixtureOfExpertsReader.Read(file, "intermediate_size") with { SharesSumToOne = true };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }

    /// <summary>Granite with experts, and one that every token goes through.</summary>
    public static DecoderConfiguration ReadShared(JsonRecord file)
    {
        var shape = ReadMixture(file);
        var width = file.WholeNumber(Shared);
        var experts = shape.Variant.Experts! with { Shared = width == 0 ? null : new(width, HasGate: false) };
        return shape with { Variant = shape.Variant with { Experts = experts } };
    }
}
