using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of OPTForCausalLM, which has learned position embeddings.</summary>
internal static class OptConfigurationReader
{
    // As in fairseq, where positions are numbered after the padding index.
    private const int FirstPosition = 2;

    private const string Defaults = """
        {
          "bos_token_id": 2, "activation_function": "relu", "enable_bias": true, "layer_norm_elementwise_affine": true,
          "tie_word_embeddings": true
        }
        """;

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model.decoder.", "decoder."], ("o_proj", "out_proj"), ("mlp", ""), ("up_proj", "fc1"), ("down_proj", "fc2"), ("norm", "final_layer_norm"));

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithUsualNames(("ffn_dim", "intermediate_size")).WithDefaults(Defaults);
        json.RequireTruth("do_layer_norm_before", true);
        json.RequireTruth("_remove_final_layer_norm", false);
        var shape = MultiHeadConfiguration.Shape(json, rotation: null, epsilon: null);
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
                NormKind = hasWeights ? NormKind.StandardDeviation : NormKind.StandardDeviationAlone,
                NormBias = hasWeights,
                Activation = MultiHeadConfiguration.Activation(json, "activation_function"),
                Positions = new(AreLearned: true, FirstPosition),
                Names = Names,
            },
        };
    }
}
