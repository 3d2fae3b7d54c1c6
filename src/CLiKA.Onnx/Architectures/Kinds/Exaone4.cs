using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Exaone4ForCausalLM and ExaoneMoeForCausalLM. Where some layers have a sliding window, those with full attention have no rotary embedding; where none has, all layers have
/// one.
/// </summary>
internal static class Exaone4
{
    public static DecoderKind Kind { get; } = new(json => Read(json, LayerNorms.After))
    {
        Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 0, "sliding_window": 4096, "sliding_window_pattern": 4 }""",
        Properties = $"{PropertyNames.SlidingByPattern} {PropertyNames.Gated}",
    };

    /// <summary>K-EXAONE, which has DeepSeek V3's experts, and norms before the blocks.</summary>
    public static DecoderKind Mixture { get; } = new(ReadMixture)
    {
        Names = [("num_experts", "n_routed_experts"), ("num_shared_experts", "n_shared_experts")],
        Defaults = """
            {
              "num_key_value_heads": 32, "rms_norm_eps": 1e-5, "bos_token_id": 1, "sliding_window": 4096, "sliding_window_pattern": 4,
              "first_k_dense_replace": 1, "moe_intermediate_size": 1024, "n_routed_experts": 64, "num_experts_per_tok": 8, "n_shared_experts": 1,
              "norm_topk_prob": true, "routed_scaling_factor": 2.5, "n_group": 1, "topk_group": 1
            }
            """,
        Properties = $"mlp_layer_types topk_method scoring_func {PropertyNames.RoutedExperts} {PropertyNames.SlidingByPattern} {PropertyNames.Gated}",
    };

    private static DecoderConfiguration ReadMixture(JsonRecord json)
    {
        json.RequireOneOf("topk_method", "noaux_tc");
        json.RequireOneOf("scoring_func", "sigmoid");
        var shape = Read(json, LayerNorms.Llama);
        return shape with { Variant = shape.Variant with { Experts = RoutedExpertsReader.ReadScoredByType(json, shape.Layers) } };
    }

    private static DecoderConfiguration Read(JsonRecord json, LayerNorms norms)
    {
        var rotation = RotationReader.Read(json);
        var shape = DecoderShape.ReadGated(json, rotation) with
        {
            QueryKeyNorm = QueryKeyNorm.Shared,
            Variant = new() { Norms = norms },
        };
        if (!json.Has("sliding_window"))
        {
            return shape;
        }

        // A pattern may consist of letters, but then the layers are listed too.
        var period = json.Has("layer_types") ? 1 : json.WholeNumber("sliding_window_pattern");
        return shape.WithLayers(LayerTypes.Read(json, shape, period, rotation, full: null));
    }
}
