using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of OlmoeForCausalLM.</summary>
internal static class OlmoeConfigurationReader
{
    private const string Clip = "clip_qkv";

    private const string Defaults = """{ "rms_norm_eps": 1e-5, "norm_topk_prob": false }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        if (json.Has(Clip))
        {
            throw json.Error($"'{Clip}' is {json.Number(Clip)}; OLMoE models that clip queries, keys and values are not supported.");
        }

        return LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json)) with
        {
            QueryKeyNorm = true,
            Variant = new()
            {
                NormalizesHeadsTogether = true,
                Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SharesSumToOne = json.Truth("norm_topk_prob") },
            },
        };
    }
}
