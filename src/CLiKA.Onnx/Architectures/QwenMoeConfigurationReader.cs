using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of Qwen3MoeForCausalLM.</summary>
internal static class QwenMoeConfigurationReader
{
    private const string Window = "sliding_window";

    private const string Defaults = """
        {
          "num_key_value_heads": 4, "rms_norm_eps": 1e-6, "use_sliding_window": false, "sliding_window": 4096, "decoder_sparse_step": 1,
          "norm_topk_prob": false
        }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        var shape = LlamaConfigurationReader.WithBiases(json, RotationReader.Read(json));
        DecoderConfigurationCheck.Require(shape, json);

        // Within the window a sliding window changes nothing.
        var slides = LlamaConfigurationReader.Flag(json, "use_sliding_window") && json.Has(Window);
        return shape with
        {
            MaximumPositions = slides ? Math.Min(shape.MaximumPositions, json.WholeNumber(Window)) : shape.MaximumPositions,
            FeedForwardBias = false,
            QueryKeyNorm = true,
            Variant = new()
            {
                Experts = MixtureOfExpertsReader.Read(json, "moe_intermediate_size") with
                {
                    SharesSumToOne = json.Truth("norm_topk_prob"),
                    DenseLayers = [.. MixtureOfExpertsReader.DenseLayers(json, shape.Layers)],
                },
            },
        };
    }
}
