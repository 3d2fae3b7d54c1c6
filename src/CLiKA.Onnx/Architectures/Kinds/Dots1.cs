using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Dots1ForCausalLM: Qwen 3's attention, and DeepSeek V3's experts.</summary>
internal static class Dots1
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 32, "rms_norm_eps": 1e-6, "n_group": 1, "topk_group": 1, "first_k_dense_replace": 0, "norm_topk_prob": false,
              "routed_scaling_factor": 1.0, "sliding_window": 4096, "max_window_layers": 62
            }
            """,
        Properties = $"layer_types moe_layer_freq scoring_func use_sliding_window {PropertyNames.RoutedExperts} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        // The class ignores both. Published files have the name of the method by which experts are chosen here.
        json.RequireOneOf("scoring_func", "sigmoid", "noaux_tc");
        RoutedExpertsReader.RequireAllLayers(json);
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json));
        DecoderConfigurationCheck.Require(shape, json);
        shape = Slides(json, shape.Layers) ? shape.UpTo(LayerTypes.LongestWithinWindow(json)) : shape;
        return shape with
        {
            QueryKeyNorm = QueryKeyNorm.Shared,
            Variant = new() { Experts = RoutedExpertsReader.ReadScored(json, shape.Layers) },
        };
    }

    // The listed layers, or all after the first ones.
    private static bool Slides(JsonRecord json, int layers) => json.Has("layer_types")
        ? json.Texts("layer_types").Contains(LayerTypes.Sliding)
        : json.WholeNumber("max_window_layers") < layers;
}
