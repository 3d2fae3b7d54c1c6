using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of Starcoder2ForCausalLM.</summary>
internal static class Starcoder2ConfigurationReader
{
    private const string Defaults = """
        {
          "num_key_value_heads": 2, "hidden_act": "gelu_pytorch_tanh", "norm_epsilon": 1e-5, "bos_token_id": 50256, "use_bias": true,
          "tie_word_embeddings": true
        }
        """;

    private static readonly CheckpointNames Names = CheckpointNames.Of(["model."], ("up_proj", "c_fc"), ("down_proj", "c_proj"));

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        var rotation = RotationReader.Read(json);
        var hasBias = json.Truth("use_bias");
        var shape = LlamaConfigurationReader.Shape(json, rotation, "norm_epsilon") with
        {
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            FeedForwardBias = hasBias,
            Variant = new()
            {
                NormKind = NormKind.StandardDeviation,
                NormBias = true,
                Activation = MultiHeadConfiguration.Activation(json, "hidden_act"),
                HasGate = false,
                Names = Names,
            },
        };
        DecoderConfigurationCheck.Require(shape, json);
        return shape.WithLayers(LayerTypes.Alike(json, shape, rotation));
    }
}
