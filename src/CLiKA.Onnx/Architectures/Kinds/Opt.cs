using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>OPTForCausalLM, which has learned position embeddings.</summary>
internal static class Opt
{
    // As in fairseq, where positions are numbered after the padding index.
    private const int FirstPosition = 2;

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = [("ffn_dim", "intermediate_size")],
        Defaults = """
            {
              "bos_token_id": 2, "activation_function": "relu", "enable_bias": true, "layer_norm_elementwise_affine": true,
              "tie_word_embeddings": true
            }
            """,
        Properties = "do_layer_norm_before _remove_final_layer_norm word_embed_proj_dim",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model.decoder.", "decoder."], ("o_proj", "out_proj"), ("mlp", ""), ("up_proj", "fc1"), ("down_proj", "fc2"), ("norm", "final_layer_norm"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("do_layer_norm_before", true);
        json.RequireTruth("_remove_final_layer_norm", false);
        var shape = DecoderShape.ReadMultiHead(json, rotation: null, epsilon: null);
        if (json.Has("word_embed_proj_dim") && json.WholeNumber("word_embed_proj_dim") is var width && width != shape.HiddenSize)
        {
            throw json.Error($"'word_embed_proj_dim' is {width}; expected {shape.HiddenSize}, the same as 'hidden_size'.");
        }

        var (hasBias, hasWeights) = (json.Truth("enable_bias"), json.Truth("layer_norm_elementwise_affine"));
        return shape with
        {
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            FeedForwardBias = hasBias,
            Variant = shape.Variant with
            {
                Norms = new("self_attn_layer_norm", null, "final_layer_norm", null),
                NormKind = hasWeights ? NormKind.LayerNorm : NormKind.LayerNormWithoutWeights,
                Activation = ActivationReader.Read(json, "activation_function"),
                Positions = new(AreLearned: true, FirstPosition),
                Names = Names,
            },
        };
    }
}
