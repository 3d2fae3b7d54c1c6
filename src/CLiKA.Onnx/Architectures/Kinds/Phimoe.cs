using CLiKA.Input;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// PhimoeForCausalLM, the class of Phi-3.5-MoE. Where angles have one factor within the original training length and another beyond, that length
/// becomes the longest sequence.
/// </summary>
internal static class Phimoe
{
    private const string Chosen = "num_experts_per_tok";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "bos_token_id": 1, "rope_theta": 1000000, "num_local_experts": 16, "num_experts_per_tok": 2,
              "router_jitter_noise": 0.01
            }
            """,
        Properties = $"{RotationReader.OriginalPositions} lm_head_bias input_jitter_noise sliding_window {PropertyNames.Experts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var rope = LongRopeReader.Find(json);
        var scaling = rope is null ? null : LongRopeReader.Read(rope, rope.Number("short_mscale"));
        var shape = DecoderShape.ReadGated(json, new(RotationReader.ThetaOf(json), scaling));
        if (json.WholeNumber(Chosen) is not 2 and var chosen)
        {
            throw json.Error($"'{Chosen}' is {chosen}; expected 2, since SparseMixer defines weights for two experts.");
        }

        shape = shape.UpTo(LayerTypes.LongestWithinWindow(json));
        shape = rope is null ? shape : shape.UpTo(rope.WholeNumber(RotationReader.OriginalPositions));
        return shape with
        {
            Variant = new()
            {
                NormKind = NormKind.LayerNorm,
                LogitBias = json.TruthOr("lm_head_bias", false),
                Experts = MixtureOfExpertsReader.Read(json, "intermediate_size") with { SparseMargin = 2 * json.Number("router_jitter_noise") },
            },
        };
    }
}
