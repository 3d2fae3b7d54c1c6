using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>The common parts of Gemma's generations.</summary>
internal static class GemmaConfiguration
{
    /// <summary>Reads the shape of the decoder, with the differences from Llama of the later generations.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">The rotary embedding of layers with full attention.</param>
    public static DecoderConfiguration ReadLater(JsonRecord json, Rotation rotation)
    {
        var shape = Read(json, rotation);
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

    /// <summary>Reads the shape of the decoder, with the differences from Llama of all generations.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">The rotary embedding of layers with full attention.</param>
    public static DecoderConfiguration Read(JsonRecord json, Rotation rotation)
    {
        json.RequireOneOf("hidden_activation", "gelu_pytorch_tanh");
        json.RequireTruth("use_bidirectional_attention", false);
        var shape = LlamaConfigurationReader.Shape(json, rotation);
        return shape with
        {
            Variant = new()
            {
                NormKind = NormKind.RootMeanSquareAroundOne,
                Activation = FeedForwardActivation.GeluTanh,
                EmbeddingScale = EmbeddingScale(json, shape.HiddenSize),
            },
        };
    }

    // Rounded to the type of the weights, as in training: the root of 3072 is 55.5 in BF16.
    private static double EmbeddingScale(JsonRecord json, int hidden)
    {
        var name = json.Has("dtype") ? "dtype" : "torch_dtype";
        var root = (float)Math.Sqrt(hidden);
        return (json.Has(name) ? json.Text(name) : "float32") switch
        {
            "float32" => root,
            "float16" => (double)(Half)root,
            "bfloat16" => Bfloat16.Rounded(root),
            var type => throw json.Error($"'{name}' is '{type}'; expected float32, float16 or bfloat16."),
        };
    }
}
