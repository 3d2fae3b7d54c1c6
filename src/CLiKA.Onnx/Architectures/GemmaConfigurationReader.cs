using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of GemmaForCausalLM. Its first files say <c>gelu</c>, which versions of HuggingFace's library treat differently; the models were
/// trained with the tanh approximation, which other files name.
/// </summary>
internal static class GemmaConfigurationReader
{
    private const string Defaults = """
        {
          "vocab_size": 256000, "hidden_size": 3072, "intermediate_size": 24576, "num_hidden_layers": 28, "num_attention_heads": 16,
          "num_key_value_heads": 16, "head_dim": 256, "max_position_embeddings": 8192, "rms_norm_eps": 1e-6, "bos_token_id": 2,
          "tie_word_embeddings": true
        }
        """;

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var json = file.WithDefaults(Defaults);
        if (json.Has("hidden_act") && json.Text("hidden_act") != "gelu")
        {
            json.RequireOneOf("hidden_act", "gelu_pytorch_tanh");
        }

        return GemmaConfiguration.Read(json, RotationReader.Read(json));
    }
}
