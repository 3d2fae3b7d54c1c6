using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of XGLMForCausalLM, which has sinusoidal position embeddings.</summary>
internal static class XglmConfigurationReader
{
    // As in fairseq, where positions are numbered after the padding index.
    private const int FirstPosition = 2;

    private const string Defaults = """
        {
          "bos_token_id": 0, "activation_function": "gelu", "scale_embedding": true, "max_position_embeddings": 2048,
          "tie_word_embeddings": true
        }
        """;

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model."], ("o_proj", "out_proj"), ("mlp", ""), ("up_proj", "fc1"), ("down_proj", "fc2"), ("norm", "layer_norm"));

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var usual = file.WithUsualNames(
            ("d_model", "hidden_size"),
            ("num_layers", "num_hidden_layers"),
            ("attention_heads", "num_attention_heads"),
            ("ffn_dim", "intermediate_size"));
        var json = usual.WithDefaults(Defaults);
        json.RequireTruth("add_cross_attention", false);
        var shape = MultiHeadConfiguration.Shape(json, rotation: null, epsilon: null);
        return shape with
        {
            Variant = shape.Variant with
            {
                Norms = new("self_attn_layer_norm", null, "final_layer_norm", null),
                Activation = MultiHeadConfiguration.Activation(json, "activation_function"),
                EmbeddingScale = json.Truth("scale_embedding") ? Math.Sqrt(shape.HiddenSize) : 1,
                Positions = new(AreLearned: false, FirstPosition),
                Names = Names,
            },
        };
    }
}
