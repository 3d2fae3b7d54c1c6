using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// Qwen2ForCausalLM and Qwen3ForCausalLM, and the decoders of Qwen2VLForConditionalGeneration, Qwen2_5_VLForConditionalGeneration and
/// Qwen3VLForConditionalGeneration, whose positions have three dimensions, which coincide where there is no image.
/// </summary>
internal static class Qwen
{
    private const string UsesWindow = "use_sliding_window";
    private const string FullLayers = "max_window_layers";

    private const string WindowDefaults = """{ "use_sliding_window": false, "sliding_window": 4096, "max_window_layers": 28 }""";
    private const string ThirdDefaults = """{ "num_key_value_heads": 32, "head_dim": 128, "rms_norm_eps": 1e-6 }""";

    /// <summary>The second generation, which has biases.</summary>
    public static DecoderKind Second { get; } = new(json => Read(json) with { QueryKeyValueBias = true })
    {
        Defaults = """{ "num_key_value_heads": 32, "rms_norm_eps": 1e-6 }""",
        SharedDefaults = WindowDefaults,
        Properties = $"dual_chunk_attention_config {PropertyNames.SlidingOfQwen} {PropertyNames.Gated}",
    };

    /// <summary>The second generation with images.</summary>
    public static DecoderKind SecondWithImages { get; } = new(json => Read(RotationReader.InOneDimension(json), 1_000_000) with { QueryKeyValueBias = true })
    {
        Defaults = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-5, "max_window_layers": 80 }""",
        SharedDefaults = WindowDefaults,
        Properties = $"{PropertyNames.SlidingOfQwen} {PropertyNames.Gated}",
    };

    /// <summary>The third generation, which normalizes queries and keys.</summary>
    public static DecoderKind Third { get; } = new(json => Read(json) with { QueryKeyNorm = QueryKeyNorm.Shared })
    {
        Defaults = ThirdDefaults,
        SharedDefaults = WindowDefaults,
        Properties = $"{PropertyNames.SlidingOfQwen} {PropertyNames.Biased}",
    };

    /// <summary>The third generation with images.</summary>
    public static DecoderKind ThirdWithImages { get; } = new(ReadWithImages) { Defaults = ThirdDefaults, Properties = PropertyNames.Biased };

    private static DecoderConfiguration Read(JsonRecord json, double theta = 10_000)
    {
        var shape = DecoderShape.ReadGated(json, RotationReader.Read(json, theta));
        return Slides(json, shape.Layers) ? shape.UpTo(LayerTypes.LongestWithinWindow(json)) : shape;
    }

    // Where the flag is set, the listed layers slide, or all after the first ones.
    private static bool Slides(JsonRecord json, int layers) => json.TruthOr(UsesWindow, false)
        && (json.Has("layer_types") ? json.Texts("layer_types").Contains(LayerTypes.Sliding)
            : !json.Has(FullLayers) || json.WholeNumber(FullLayers) < layers);

    // The default base depends on the version of HuggingFace's library.
    private static DecoderConfiguration ReadWithImages(JsonRecord file)
    {
        var json = RotationReader.InOneDimension(file);
        return DecoderShape.ReadGated(json, RotationReader.Read(json, theta: null)) with { QueryKeyNorm = QueryKeyNorm.Shared };
    }
}
