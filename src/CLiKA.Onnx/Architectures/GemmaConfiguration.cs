using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>What Gemma's generations have in common.</summary>
internal static class GemmaConfiguration
{
    /// <summary>The shape of the decoder, and how the later generations differ from Llama.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">How layers turn that see all.</param>
    public static DecoderConfiguration ReadLater(JsonRecord json, Rotation rotation)
    {
        var shape = Read(json, rotation);
        return shape with
        {
            Variant = shape.Variant with
            {
                Norms = LayerNorms.Around,
                AttentionScale = 1 / Math.Sqrt(json.Number("query_pre_attn_scalar")),
                LogitCap = json.Has("final_logit_softcapping") ? json.Number("final_logit_softcapping") : null,
            },
        };
    }

    /// <summary>The shape of the decoder, and how all generations differ from Llama.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">How layers turn that see all.</param>
    public static DecoderConfiguration Read(JsonRecord json, Rotation rotation)
    {
        LlamaConfigurationReader.RequireActivation(json, "hidden_activation", "gelu_pytorch_tanh");
        if (LlamaConfigurationReader.Flag(json, "use_bidirectional_attention"))
        {
            throw json.Error("'use_bidirectional_attention' is true; only decoders that look back are supported.");
        }

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

    // In the type of the weights, as the models were trained: the root of 3072 is 55.5 in BF16.
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
