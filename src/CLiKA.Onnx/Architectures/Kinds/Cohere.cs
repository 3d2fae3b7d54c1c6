using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>CohereForCausalLM and Cohere2ForCausalLM, the classes of Aya and Command R.</summary>
internal static class Cohere
{
    private const string SharedDefaults = """{ "layer_norm_eps": 1e-5, "bos_token_id": 5, "tie_word_embeddings": true, "logit_scale": 0.0625 }""";

    /// <summary>The first generation, whose layers are all alike.</summary>
    public static DecoderKind First { get; } = new(ReadFirst)
    {
        SharedDefaults = SharedDefaults,
        Properties = $"use_qk_norm hidden_act attention_bias {PropertyNames.Rotary}",
    };

    /// <summary>
    /// The second generation, in which most layers have a sliding window, and those with full attention have no rotary embedding.
    /// </summary>
    public static DecoderKind Second { get; } = new(ReadSecond)
    {
        Defaults = """{ "sliding_window": 4096, "sliding_window_pattern": 4 }""",
        SharedDefaults = SharedDefaults,
        Properties = "layer_switch order_of_interleaved_layers position_embedding_type rotary_pct use_embedding_sharing use_gated_activation use_parallel_block "
            + $"hidden_act attention_bias {PropertyNames.SlidingByPattern} {PropertyNames.Rotary}",
    };

    // The default base depends on the version of HuggingFace's library.
    private static DecoderConfiguration ReadFirst(JsonRecord json) => Shape(json, RotationReader.Read(json, theta: null)) with
    {
        QueryKeyNorm = json.TruthOr("use_qk_norm", false) ? QueryKeyNorm.PerHead : QueryKeyNorm.None,
    };

    private static DecoderConfiguration ReadSecond(JsonRecord json)
    {
        var rotation = RotationReader.Read(json);
        var shape = Shape(json, rotation);
        return shape.WithLayers(LayerTypes.Read(json, shape, json.WholeNumber("sliding_window_pattern"), rotation, full: null));
    }

    private static DecoderConfiguration Shape(JsonRecord json, Rotation rotation) => DecoderShape.ReadGated(json, rotation, "layer_norm_eps") with
    {
        Variant = new()
        {
            Norms = LayerNorms.Shared,
            NormKind = NormKind.LayerNormWithoutBias,
            RotatesInterleaved = true,
            LogitScale = json.Number("logit_scale"),
        },
    };
}
