using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of PhiForCausalLM, the class of Phi-1, Phi-1.5 and Phi-2.</summary>
internal static class PhiConfigurationReader
{
    private const string Defaults = """
        { "layer_norm_eps": 1e-5, "bos_token_id": 1, "hidden_act": "gelu_new", "tie_word_embeddings": false }
        """;

    private static readonly CheckpointNames Names =
        CheckpointNames.Of(
            ["model."],
            ("q_norm", "q_layernorm"),
            ("k_norm", "k_layernorm"),
            ("o_proj", "dense"),
            ("up_proj", "fc1"),
            ("down_proj", "fc2"),
            ("norm", "final_layernorm"));

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var shape = LlamaConfigurationReader.Shape(json, RotationReader.Read(json, allowsPartial: true), "layer_norm_eps");
        return shape with
        {
            QueryKeyValueBias = true,
            OutputBias = true,
            FeedForwardBias = true,
            QueryKeyNorm = json.TruthOr("qk_layernorm", false),
            Variant = new()
            {
                Norms = LayerNorms.Shared,
                NormKind = NormKind.StandardDeviation,
                NormBias = true,
                Activation = MultiHeadConfiguration.Activation(json, "hidden_act"),
                HasGate = false,
                RotatedSize = RotationReader.RotatedSize(json, shape.HeadSize, 0.5),
                LogitBias = true,
                Names = Names,
            },
        };
    }
}
