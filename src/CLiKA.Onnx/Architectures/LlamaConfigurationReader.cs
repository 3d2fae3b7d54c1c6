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
        var json = file.WithDefaults(Defaults[type]);
        var shape = WithBiases(json, RotationReader.Read(json));
        return shape with
        {
            MaximumPositions = Slides(json, shape.Layers) ? Math.Min(shape.MaximumPositions, LayerTypes.LongestWithinWindow(json)) : shape.MaximumPositions,
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
        var hasBias = json.TruthOr("attention_bias", false);
        return new()
        {
            VocabularySize = json.WholeNumber("vocab_size"),
            HiddenSize = hidden,
            IntermediateSize = json.WholeNumber("intermediate_size"),
            Layers = json.WholeNumber("num_hidden_layers"),
            Heads = heads,
            KeyValueHeads = json.OptionalWholeNumber("num_key_value_heads") ?? heads,
            HeadSize = json.OptionalWholeNumber("head_dim") ?? hidden / Math.Max(1, heads),
            NormEpsilon = epsilon is null ? 1e-5 : json.Number(epsilon),
            QueryKeyValueBias = hasBias,
            OutputBias = hasBias,
            RopeTheta = rotation.Theta,
            RopeScaling = rotation.Scaling,
            MaximumPositions = Math.Min(json.WholeNumber("max_position_embeddings"), RotationReader.Longest(json)),
            BeginningOfSequenceToken = json.OptionalWholeNumber("bos_token_id"),
            TiedEmbeddings = json.TruthOr("tie_word_embeddings", false),
        };
    }

    /// <summary>
    /// Reads the shape of a decoder with Llama's activation, and with biases where the file has them: for kinds without biases, <see
    /// cref="DecoderKinds"/> lacks the property, and a file that sets it is rejected.
    /// </summary>
    public static DecoderConfiguration WithBiases(JsonRecord json, Rotation rotation, string? epsilon = "rms_norm_eps")
    {
        json.RequireOneOf("hidden_act", "silu");
        return Shape(json, rotation, epsilon) with { FeedForwardBias = json.TruthOr("mlp_bias", false) };
    }

    // In Mistral, all layers, without a flag. In Qwen, where the flag is set, the listed layers, or all after the first ones.
    private static bool Slides(JsonRecord json, int layers) => json.Text("model_type") == "mistral"
        || json.TruthOr(UsesWindow, false)
        && (json.Has("layer_types") ? json.Texts("layer_types").Contains(LayerTypes.Sliding)
            : !json.Has(FullLayers) || json.WholeNumber(FullLayers) < layers);
}
