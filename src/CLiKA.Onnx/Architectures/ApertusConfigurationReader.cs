using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of ApertusForCausalLM.</summary>
internal static class ApertusConfigurationReader
{
    private const string Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1, "rope_theta": 12000000 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = ConfigurationDefaults.Under(file, Defaults);
        LlamaConfigurationReader.RequireActivation(json, "hidden_act", "xielu");
        if (!Array.Exists(RotationReader.Names, json.Has))
        {
            // The default depends on the version of HuggingFace's library.
            throw json.Error("has neither 'rope_scaling' nor 'rope_parameters'; expected one of them.");
        }

        return LlamaConfigurationReader.Shape(json, RotationReader.Read(json)) with
        {
            QueryKeyNorm = true,
            Variant = new()
            {
                Norms = new("attention_layernorm", null, "feedforward_layernorm", null),
                Activation = FeedForwardActivation.Xielu,
                HasGate = false,
            },
        };
    }
}
