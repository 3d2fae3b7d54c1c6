using CLiKA.Input;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Reads config.json of LlamaForCausalLM, MistralForCausalLM, Qwen2ForCausalLM and Qwen3ForCausalLM, and what other decoders have in common
/// with them. Whatever else a file asks for is refused: a relative that differs by a bias or a scaled rotation would load and answer, a
/// little wrongly.
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

    /// <summary>The sizes of a decoder, and all else that the files of all call by the same names.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="rotation">How its layers turn.</param>
    /// <param name="epsilon">What the file calls the number that is added before a root is taken; null for the one that torch's norms take.</param>
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
    /// The shape of a decoder with Llama's activation, and with biases where the file says so: of kinds that have none, <see cref="DecoderKinds"/> has
    /// no such property, and a file that sets it is refused.
    /// </summary>
    public static DecoderConfiguration WithBiases(JsonRecord json, Rotation rotation, string? epsilon = "rms_norm_eps")
    {
        RequireSilu(json);
        return Shape(json, rotation, epsilon) with { FeedForwardBias = Flag(json, "mlp_bias") };
    }

    /// <summary>Refuses another activation of the feed-forward block.</summary>
    public static void RequireActivation(JsonRecord json, string name, string expected)
    {
        if (json.Has(name) && json.Text(name) is var activation && activation != expected)
        {
            throw json.Error($"'{name}' is '{activation}'; only '{expected}' is supported.");
        }
    }

    /// <summary>A truth; false where nothing is said.</summary>
    public static bool Flag(JsonRecord json, string name) => json.Has(name) && json.Truth(name);

    private static void RequireSilu(JsonRecord json) => RequireActivation(json, "hidden_act", "silu");

    // Within the window a sliding window changes nothing.
    private static int Window(JsonRecord json, int layers) =>
        json.Has("sliding_window") && Slides(json, layers) ? json.WholeNumber("sliding_window") : int.MaxValue;

    // Of Mistral every layer, which knows nothing of being asked. Of Qwen, where it is asked for, those that are listed, or all behind the first ones.
    private static bool Slides(JsonRecord json, int layers) => json.Text("model_type") == "mistral"
        || Flag(json, UsesWindow)
        && (json.Has("layer_types") ? json.Texts("layer_types").Contains(LayerTypes.Sliding)
            : !json.Has(FullLayers) || json.WholeNumber(FullLayers) < layers);
}
