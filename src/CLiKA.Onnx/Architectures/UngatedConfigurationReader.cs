using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of ArceeForCausalLM and Jais2ForCausalLM: Llama with feed-forward blocks without a gate.</summary>
internal static class UngatedConfigurationReader
{
    private const string ArceeDefaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 128000, "hidden_act": "relu2" }""";

    private const string JaisDefaults = """
        {
          "layer_norm_eps": 1e-5, "bos_token_id": 0, "hidden_act": "relu2", "attention_bias": true, "mlp_bias": true, "rope_theta": 500000
        }
        """;

    /// <summary>Reads Arcee's models.</summary>
    public static DecoderConfiguration ReadArcee(JsonRecord file) => Shape(file.WithDefaults(ArceeDefaults), "rms_norm_eps");

    /// <summary>Reads Jais 2, which has layer normalization.</summary>
    public static DecoderConfiguration ReadJais(JsonRecord file)
    {
        var shape = Shape(file.WithDefaults(JaisDefaults), "layer_norm_eps");
        return shape with { Variant = shape.Variant with { NormKind = NormKind.StandardDeviation, NormBias = true } };
    }

    private static DecoderConfiguration Shape(JsonRecord json, string epsilon) =>
        LlamaConfigurationReader.Shape(json, RotationReader.Read(json), epsilon) with
        {
            FeedForwardBias = json.TruthOr("mlp_bias", false),
            Variant = new() { Activation = MultiHeadConfiguration.Activation(json, "hidden_act"), HasGate = false },
        };
}
