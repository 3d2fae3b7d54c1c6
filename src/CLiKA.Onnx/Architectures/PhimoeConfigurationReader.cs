using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of PhimoeForCausalLM, the class of Phi-3.5-MoE. Where angles have one factor within the original training length and another
/// beyond, that length becomes the longest sequence.
/// </summary>
internal static class PhimoeConfigurationReader
{
    private const string Chosen = "num_experts_per_tok";

    private const string Defaults = """
        {
          "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1, "rope_theta": 1000000, "num_local_experts": 16, "num_experts_per_tok": 2,
          "router_jitter_noise": 0.01
        }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var rope = LongRopeReader.Find(json);
        var scaling = rope is null ? null : LongRopeReader.Read(rope, rope.Number("short_mscale"));
        var shape = LlamaConfigurationReader.WithBiases(json, new(RotationReader.ThetaOf(json), scaling));
        if (json.WholeNumber(Chosen) is not 2 and var chosen)
        {
            throw json.Error($"'{Chosen}' is {chosen}; expected 2, since SparseMixer defines weights for two experts.");
        }

        int[] longest =
        [
            shape.MaximumPositions,
            LayerTypes.LongestWithinWindow(json),
            rope is null ? int.MaxValue : rope.WholeNumber(RotationReader.OriginalPositions),
        ];
        return shape with
        {
            MaximumPositions = longest.Min(),
            Variant = new()
            {
                NormKind = NormKind.StandardDeviation,
                NormBias = true,
                LogitBias = json.TruthOr("lm_head_bias", false),
                Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SparseMargin = 2 * json.Number("router_jitter_noise") },
            },
        };
    }
}
