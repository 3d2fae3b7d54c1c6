using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of Qwen2MoeForCausalLM and Qwen3MoeForCausalLM.</summary>
internal static class QwenMoeConfigurationReader
{
    private const string Defaults = """
        {
          "num_key_value_heads": 4, "rms_norm_eps": 1e-6, "use_sliding_window": false, "sliding_window": 4096, "decoder_sparse_step": 1,
          "norm_topk_prob": false
        }
        """;

    private const string SecondDefaults = """{ "num_key_value_heads": 16, "qkv_bias": true }""";

    /// <summary>Reads the third generation, which normalizes queries and keys.</summary>
    public static DecoderConfiguration Read(JsonRecord file) => Shape(file.WithDefaults(Defaults)) with { QueryKeyNorm = true };

    /// <summary>Reads the second generation, which has a shared expert.</summary>
    public static DecoderConfiguration ReadSecond(JsonRecord file)
    {
        var json = file.WithDefaults(SecondDefaults, Defaults);
        var shape = Shape(json);
        var shared = new SharedExpert(json.WholeNumber("shared_expert_intermediate_size"), HasGate: true);
        return shape with
        {
            QueryKeyValueBias = json.Truth("qkv_bias"),
            Variant = shape.Variant.Experts is { } experts ? shape.Variant with { Experts = experts with { Shared = shared } } : shape.Variant,
        };
    }

    private static DecoderConfiguration Shape(JsonRecord json)
    {
        var shape = LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json));
        DecoderConfigurationCheck.Require(shape, json);
        int[] dense = [.. MixtureOfExpertsReader.DenseLayers(json, shape.Layers)];
        var slides = json.TruthOr("use_sliding_window", false);
        return shape with
        {
            MaximumPositions = slides ? Math.Min(shape.MaximumPositions, LayerTypes.LongestWithinWindow(json)) : shape.MaximumPositions,
            Variant = new() { Experts = dense.Length == shape.Layers ? null : Experts(json, dense) },
        };
    }

    private static MixtureOfExperts Experts(JsonRecord json, int[] dense) => MixtureOfExpertsReader.Read(json, "moe_intermediate_size") with
    {
        SharesSumToOne = json.Truth("norm_topk_prob"),
        DenseLayers = [.. dense],
    };
}
