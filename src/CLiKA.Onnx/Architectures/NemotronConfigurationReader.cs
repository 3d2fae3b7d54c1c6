using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of NemotronForCausalLM, whose norms multiply by one plus a weight.</summary>
internal static class NemotronConfigurationReader
{
    private const string Defaults = """
        { "norm_eps": 1e-5, "bos_token_id": 2, "hidden_act": "relu2", "tie_word_embeddings": false }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var shape = LlamaConfigurationReader.Shape(json, RotationReader.Read(json, allowsPartial: true), "norm_eps");
        return shape with
        {
            FeedForwardBias = json.TruthOr("mlp_bias", false),
            Variant = new()
            {
                NormKind = NormKind.StandardDeviationAroundOne,
                NormBias = true,
                Activation = MultiHeadConfiguration.Activation(json, "hidden_act"),
                HasGate = false,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.5),
            },
        };
    }
}
