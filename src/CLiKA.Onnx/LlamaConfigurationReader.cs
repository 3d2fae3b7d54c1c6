using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx;

/// <summary>
/// Reads config.json of the decoders that differ from Llama by what a graph can say: LlamaForCausalLM, MistralForCausalLM,
/// Qwen2ForCausalLM, Qwen3ForCausalLM. Whatever else a file asks for is refused: a relative that differs by a bias or a scaled
/// rotation would load and answer, a little wrongly.
/// </summary>
internal static class LlamaConfigurationReader
{
    private static readonly string[] Types = ["llama", "mistral", "qwen2", "qwen3"];

    public static LlamaConfiguration Read(JsonRecord json)
    {
        var type = json.Text("model_type");
        if (!Types.Contains(type))
        {
            throw json.Error($"'model_type' is '{type}'; expected {string.Join(", ", Types)}.");
        }

        RefuseVariants(json);
        var heads = json.WholeNumber("num_attention_heads");
        var hidden = json.WholeNumber("hidden_size");
        var rope = json.Has("rope_parameters") ? json.Record("rope_parameters") : json;
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
            RmsNormEpsilon = json.Number("rms_norm_eps"),
            RopeTheta = rope.Has("rope_theta") ? rope.Number("rope_theta") : 10_000,
            RopeScaling = Scaling(json),
            MaximumPositions = Math.Min(json.WholeNumber("max_position_embeddings"), Window(json)),
            BeginningOfSequenceToken = json.Has("bos_token_id") ? json.WholeNumber("bos_token_id") : null,
            TiedEmbeddings = Flag(json, "tie_word_embeddings"),
            QueryKeyValueBias = type == "qwen2" || hasBias,
            OutputBias = type != "qwen2" && hasBias,
            FeedForwardBias = Flag(json, "mlp_bias"),
            QueryKeyNorm = type == "qwen3",
        };
    }

    private static void RefuseVariants(JsonRecord json)
    {
        if (json.Has("hidden_act") && json.Text("hidden_act") is not "silu" and var activation)
        {
            throw json.Error($"'hidden_act' is '{activation}'; only 'silu' is supported.");
        }

        if (json.Has("quantization_config"))
        {
            throw json.Error("'quantization_config' is there; only checkpoints in F32, F16 or BF16 are supported.");
        }

        if (json.Has("partial_rotary_factor") && json.Number("partial_rotary_factor") is not 1 and var part)
        {
            throw json.Error($"'partial_rotary_factor' is {part}; only whole heads can be rotated.");
        }
    }

    // Within the window a sliding window changes nothing.
    private static int Window(JsonRecord json)
    {
        var isUsed = !json.Has("use_sliding_window") || Flag(json, "use_sliding_window");
        return isUsed && json.Has("sliding_window") ? json.WholeNumber("sliding_window") : int.MaxValue;
    }

    private static RotaryScaling? Scaling(JsonRecord json)
    {
        foreach (var name in (string[])["rope_scaling", "rope_parameters"])
        {
            if (!json.Has(name))
            {
                continue;
            }

            var rope = json.Record(name);
            switch (rope.Text(rope.Has("rope_type") ? "rope_type" : "type"))
            {
                case "default":
                    break;
                case "linear":
                    return new(rope.Number("factor"), null);
                case "llama3":
                    return new(rope.Number("factor"), new(
                        rope.Number("original_max_position_embeddings"), rope.Number("low_freq_factor"), rope.Number("high_freq_factor")));
                case var type:
                    throw json.Error($"'{name}' is of type '{type}'; expected default, linear or llama3.");
            }
        }

        return null;
    }

    private static bool Flag(JsonRecord json, string name)
    {
        var kind = json.Has(name) ? json.Element.GetProperty(name).ValueKind : JsonValueKind.False;
        return kind is JsonValueKind.True or JsonValueKind.False
            ? kind == JsonValueKind.True
            : throw json.Error($"'{name}' is {kind}; expected true or false.");
    }
}
