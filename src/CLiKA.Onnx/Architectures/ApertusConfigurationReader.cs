using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>Reads config.json of ApertusForCausalLM.</summary>
internal static class ApertusConfigurationReader
{
    private const string Defaults = """{ "rms_norm_eps": 1e-5, "bos_token_id": 1, "rope_theta": 12000000 }""";

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        json.RequireOneOf("hidden_act", "xielu");
        if (!Array.Exists(RotationReader.Names, json.Has))
        {
            throw json.Error("'rope_scaling' and 'rope_parameters' are missing; expected one of them, since versions of HuggingFace's library have different defaults.");
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
