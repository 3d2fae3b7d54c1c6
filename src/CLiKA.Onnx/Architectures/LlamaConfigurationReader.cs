using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM and Qwen3ForCausalLM, and the parts that other decoders share with
/// them. Everything else that a file requires is rejected: a model that differs by a bias or a scaled rotary embedding would load and answer,
/// slightly wrongly.
/// </summary>
internal static class LlamaConfigurationReader
{
    private const string UsesWindow = "use_sliding_window";
    private const string FullLayers = "max_window_layers";

    private static readonly Dictionary<string, string> Defaults = new(StringComparer.Ordinal)
    {
        ["llama"] = """{ "rms_norm_eps": 1e-6, "bos_token_id": 1 }""",
        ["mistral"] = """{ "num_key_value_heads": 8, "rms_norm_eps": 1e-6, "bos_token_id": 1, "sliding_window": 4096 }""",
        ["qwen2"] = """
            {
              "num_key_value_heads": 32, "rms_norm_eps": 1e-6, "use_sliding_window": false, "sliding_window": 4096, "max_window_layers": 28
            }
            """,
        ["qwen3"] = """
            {
              "num_key_value_heads": 32, "head_dim": 128, "rms_norm_eps": 1e-6, "use_sliding_window": false, "sliding_window": 4096,
              "max_window_layers": 28
            }
            """,
    };

    public static DecoderConfiguration Read(JsonRecord file)
    {
        var type = file.Text("model_type");
        var json = ConfigurationDefaults.Under(file, Defaults[type]);
        var shape = WithBiases(json, RotationReader.Read(json));
        return shape with
        {
            MaximumPositions = Math.Min(shape.MaximumPositions, Window(json, shape.Layers)),
            QueryKeyValueBias = type == "qwen2" || shape.QueryKeyValueBias,
            QueryKeyNorm = type == "qwen3",
        };
    }

    /// <summary>Reads the sizes of a decoder, and everything else that is named the same in all files.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">The rotary embedding of its layers.</param>
    /// <param name="epsilon">Name of the property with the epsilon of normalizations; null for the default of torch.</param>
    public static DecoderConfiguration Shape(JsonRecord json, Rotation rotation, string? epsilon = "rms_norm_eps")
    {
        var heads = json.WholeNumber("num_attention_heads");
        var hidden = json.WholeNumber("hidden_size");
        var hasBias = Flag(json, "attention_bias");
        return new()
        {
            VocabularySize = json.WholeNumber("vocab_size"),
            HiddenSize = hidden,
            IntermediateSize = json.WholeNumber("intermediate_size"),
            Layers = json.WholeNumber("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = json.Has("num_key_value_heads") ? json.WholeNumber("num_key_value_heads") : heads,
            HeadSize = json.Has("head_dim") ? json.WholeNumber("head_dim") : hidden / Math.Max(1, heads),
            NormEpsilon = epsilon is null ? 1e-5 : json.Number(epsilon),
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            RopeTheta = rotation.Theta,
            RopeScaling = rotation.Scaling,
            MaximumPositions = Math.Min(json.WholeNumber("max_position_embeddings"), RotationReader.Longest(json)),
            BeginningOfSequenceToken = json.Has("bos_token_id") ? json.WholeNumber("bos_token_id") : null,
            TiedEmbeddings = Flag(json, "tie_word_embeddings"),
        };
    }

    /// <summary>
    /// Reads the shape of a decoder with Llama's activation, and with biases where the file has them: for kinds without biases, <see
    /// cref="DecoderKinds"/> lacks the property, and a file that sets it is rejected.
    /// </summary>
    public static DecoderConfiguration WithBiases(JsonRecord json, Rotation rotation, string? epsilon = "rms_norm_eps")
    {
        RequireSilu(json);
        return Shape(json, rotation, epsilon) with { FeedForwardBias = Flag(json, "mlp_bias") };
    }

    /// <summary>Throws where the feed-forward block has another activation.</summary>
    public static void RequireActivation(JsonRecord json, string name, string expected)
    {
        if (json.Has(name) && json.Text(name) is var activation && activation != expected)
        {
            throw json.Error($"'{name}' is '{activation}'; only '{expected}' is supported.");
        }
    }

    /// <summary>Reads a Boolean property; false where it is absent.</summary>
    public static bool Flag(JsonRecord json, string name) => json.Has(name) && json.Truth(name);

    private static void RequireSilu(JsonRecord json) => RequireActivation(json, "hidden_act", "silu");

    // Within the window, a sliding window has no effect.
    private static int Window(JsonRecord json, int layers) =>
        json.Has("sliding_window") && Slides(json, layers) ? json.WholeNumber("sliding_window") : int.MaxValue;

    // In Mistral, all layers, without a flag. In Qwen, where the flag is set, the listed layers, or all after the first ones.
    private static bool Slides(JsonRecord json, int layers) => json.Text("model_type") == "mistral"
        || Flag(json, UsesWindow)
        && (json.Has("layer_types") ? json.Texts("layer_types").Contains(LayerTypes.Sliding)
            : !json.Has(FullLayers) || json.WholeNumber(FullLayers) < layers);
}
