using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>Starcoder2ForCausalLM.</summary>
internal static class Starcoder2
{
    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "num_key_value_heads": 2, "hidden_act": "gelu_pytorch_tanh", "norm_epsilon": 1e-5, "bos_token_id": 50256, "use_bias": true,
              "tie_word_embeddings": true
            }
            """,
        Properties = "sliding_window mlp_type norm_type activation_function layer_norm_epsilon attention_softmax_in_fp32 scale_attn_weights "
            + $"scale_attention_softmax_in_fp32 {PropertyNames.Rotary}",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(["model."], ("up_proj", "c_fc"), ("down_proj", "c_proj"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var rotation = RotationReader.Read(json);
        var hasBias = json.Truth("use_bias");
        var shape = DecoderShape.Read(json, rotation, "norm_epsilon") with
        {
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            FeedForwardBias = hasBias,
            Variant = new()
            {
                NormKind = NormKind.LayerNorm,
                Activation = ActivationReader.Read(json, "hidden_act"),
                HasGate = false,
                Names = Names,
            },
        };
        DecoderConfigurationCheck.Require(shape, json);
        return shape.WithLayers(LayerTypes.Alike(json, shape, rotation));
    }
}
