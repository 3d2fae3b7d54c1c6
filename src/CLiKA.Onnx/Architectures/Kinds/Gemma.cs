using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>
/// GemmaForCausalLM. Its first files say <c>gelu</c>, which versions of HuggingFace's library treat differently; the models were trained with the
/// tanh approximation, which other files name.
/// </summary>
internal static class Gemma
{
    /// <summary>The properties of all generations.</summary>
    public const string Properties = $"hidden_activation use_bidirectional_attention dtype torch_dtype {PropertyNames.Biased}";

    /// <summary>The properties of the second generation and later ones.</summary>
    public const string LaterProperties = $"query_pre_attn_scalar final_logit_softcapping attn_logit_softcapping {Properties}";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Defaults = """
            {
              "vocab_size": 256000, "hidden_size": 3072, "intermediate_size": 24576, "num_hidden_layers": 28, "num_attention_heads": 16,
              "num_key_value_heads": 16, "head_dim": 256, "max_position_embeddings": 8192, "rms_norm_eps": 1e-6, "bos_token_id": 2,
              "tie_word_embeddings": true
            }
            """,
        Properties = Properties,
    };

    /// <summary>Reads the shape of the decoder of a later generation.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">The rotary embedding of layers with full attention.</param>
    public static DecoderConfiguration ReadLater(JsonRecord json, Rotation rotation)
    {
        var shape = Shape(json, rotation);
        return shape with
        {
            Variant = shape.Variant with
            {
                Norms = LayerNorms.Around,
                AttentionScale = 1 / Math.Sqrt(json.Number("query_pre_attn_scalar")),
                LogitCap = json.OptionalNumber("final_logit_softcapping"),
            },
        };
    }

    /// <summary>Returns the factor of embeddings, rounded to the type of the weights, as in training: the root of 3072 is 55.5 in BF16.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="width">Width of the embeddings.</param>
    public static double EmbeddingScale(JsonRecord json, int width)
    {
        var name = json.Has("dtype") ? "dtype" : "torch_dtype";
        var root = (float)Math.Sqrt(width);
        return (json.Has(name) ? json.Text(name) : "float32") switch
        {
            "float32" => root,
            "float16" => (double)(Half)root,
            "bfloat16" => Bfloat16.Rounded(root),
            var type => throw json.Error($"'{name}' is '{type}'; expected float32, float16 or bfloat16."),
        };
    }

    private static DecoderConfiguration Read(JsonRecord json)
    {
        if (json.Has("hidden_act") && json.Text("hidden_act") != "gelu")
        {
            json.RequireOneOf("hidden_act", "gelu_pytorch_tanh");
        }

        return Shape(json, RotationReader.Read(json));
    }

    private static DecoderConfiguration Shape(JsonRecord json, Rotation rotation)
    {
        json.RequireOneOf("hidden_activation", "gelu_pytorch_tanh");
        json.RequireTruth("use_bidirectional_attention", false);
        var shape = DecoderShape.Read(json, rotation);
        return shape with
        {
            Variant = new()
            {
                NormKind = NormKind.RmsNormAroundOne,
                Activation = FeedForwardActivation.GeluTanh,
                EmbeddingScale = EmbeddingScale(json, shape.HiddenSize),
            },
        };
    }
}
