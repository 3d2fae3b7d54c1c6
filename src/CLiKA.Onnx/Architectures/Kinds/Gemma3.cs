using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Gemma3ForCausalLM.</summary>
internal static class Gemma3
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "vocab_size": 262208, "hidden_size": 2304, "intermediate_size": 9216, "num_hidden_layers": 26, "num_attention_heads": 8,
              "num_key_value_heads": 4, "head_dim": 256, "max_position_embeddings": 131072, "rms_norm_eps": 1e-6, "bos_token_id": 2,
              "tie_word_embeddings": true, "query_pre_attn_scalar": 256, "sliding_window": 4096, "sliding_window_pattern": 6,
              "rope_theta": 1000000, "rope_local_base_freq": 10000
            }
            """,
        Properties = $"{PropertyNames.SlidingByPattern} {Gemma.LaterProperties}",
    };

    /// <summary>Reads the rotary embedding of layers with full attention and with a sliding window.</summary>
    /// <param name="json">The configuration.</param>
    public static (Rotation Full, Rotation Sliding) Rotations(JsonRecord json) => json.Has(RotationReader.Parameters)
        ? (RotationReader.OfLayerType(json, LayerTypes.Full, json.Number("rope_theta")),
            RotationReader.OfLayerType(json, LayerTypes.Sliding, json.Number("rope_local_base_freq")))
        : (RotationReader.Read(json), new(json.Number("rope_local_base_freq"), null));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        // HuggingFace's class has the property, but its forward pass ignores it.
        if (json.Has("attn_logit_softcapping"))
        {
            throw json.Error($"'attn_logit_softcapping' is {json.Number("attn_logit_softcapping")}; expected null, as in Gemma 3.");
        }

        var (full, sliding) = Rotations(json);
        var shape = Gemma.ReadLater(json, full) with { QueryKeyNorm = QueryKeyNorm.Shared };
        return shape.WithLayers(LayerTypes.Read(json, shape, json.WholeNumber("sliding_window_pattern"), sliding, full));
    }
}
