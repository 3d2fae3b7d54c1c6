using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>XGLMForCausalLM, which has sinusoidal position embeddings.</summary>
internal static class Xglm
{
    // As in fairseq, where positions are numbered after the padding index.
    private const int FirstPosition = 2;

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names =
        [
            ("d_model", "hidden_size"), ("num_layers", "num_hidden_layers"), ("attention_heads", "num_attention_heads"), ("ffn_dim", "intermediate_size"),
        ],
        Defaults = """
            {
              "bos_token_id": 0, "activation_function": "gelu", "scale_embedding": true, "max_position_embeddings": 2048,
              "tie_word_embeddings": true
            }
            """,
        Properties = "add_cross_attention",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["model."], ("o_proj", "out_proj"), ("mlp", ""), ("up_proj", "fc1"), ("down_proj", "fc2"), ("norm", "layer_norm"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        json.RequireTruth("add_cross_attention", false);
        var shape = DecoderShape.ReadMultiHead(json, rotation: null, epsilon: null);
        return shape with
        {
            Variant = shape.Variant with
            {
                Norms = new("self_attn_layer_norm", null, "final_layer_norm", null),
                Activation = ActivationReader.Read(json, "activation_function"),
                EmbeddingScale = json.Truth("scale_embedding") ? Math.Sqrt(shape.HiddenSize) : 1,
                Positions = new(AreLearned: false, FirstPosition),
                Names = Names,
            },
        };
    }
}
