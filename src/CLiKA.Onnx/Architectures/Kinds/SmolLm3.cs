using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>SmolLM3ForCausalLM, in which layers at regular intervals have no rotary embedding.</summary>
internal static class SmolLm3
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 4, "rms_norm_eps": 1e-6, "bos_token_id": 128000, "rope_theta": 2000000, "tie_word_embeddings": true,
              "no_rope_layer_interval": 4
            }
            """,
        Properties = $"no_rope_layers mlp_bias {PropertyNames.SlidingOfQwen} {PropertyNames.Biased}",
    };

    private static DecoderConfiguration Read(JsonRecord json)
    {
        if (json.TruthOr("use_sliding_window", false)
            || json.Has("layer_types") && json.Texts("layer_types").Any(type => type != LayerTypes.Full))
        {
            throw json.Error("'use_sliding_window' or 'layer_types' sets a sliding window; SmolLM3 models with sliding windows are not supported.");
        }

        var rotation = RotationReader.Read(json);
        var shape = DecoderShape.ReadGated(json, rotation);
        DecoderConfigurationCheck.Require(shape, json);
        return shape.WithLayers(RotaryLayers.Read(json, shape.Layers).Select(hasRotation => new LayerAttention(null, hasRotation ? rotation : null)));
    }
}
