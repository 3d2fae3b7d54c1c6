using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Gemma2ForCausalLM.</summary>
internal static class Gemma2
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "vocab_size": 256000, "hidden_size": 2304, "intermediate_size": 9216, "num_hidden_layers": 26, "num_attention_heads": 8,
              "num_key_value_heads": 4, "head_dim": 256, "max_position_embeddings": 8192, "rms_norm_eps": 1e-6, "bos_token_id": 2,
              "tie_word_embeddings": true, "query_pre_attn_scalar": 256, "sliding_window": 4096, "final_logit_softcapping": 30,
              "attn_logit_softcapping": 50
            }
            """,
        Properties = $"sliding_window_size {PropertyNames.Sliding} {Gemma.LaterProperties}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var rotation = RotationReader.Read(json);
        var shape = Gemma.ReadLater(json, rotation);
        shape = shape with { Variant = shape.Variant with { AttentionCap = json.OptionalNumber("attn_logit_softcapping") } };
        return shape.WithLayers(LayerTypes.Read(json, shape, period: 2, rotation, rotation));
    }
}
