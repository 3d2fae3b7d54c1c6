using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Architectures.Attention;

namespace CLiKA.Onnx.Architectures.Kinds;

/// <summary>GPTNeoForCausalLM: learned positions, scores that are not scaled, and a sliding window in some layers.</summary>
internal static class GptNeo
{
    private const string Types = "attention_types";
    private const string Layers = "attention_layers";
    private const string Window = "window_size";
    private const string Global = "global";
    private const string Local = "local";

    public static DecoderKind Kind { get; } = new(Read)
    {
        Names = [("num_layers", "num_hidden_layers"), ("num_heads", "num_attention_heads")],
        Defaults = $$"""
            {
              "layer_norm_epsilon": 1e-5, "bos_token_id": 50256, "activation_function": "gelu_new", "{{Types}}": [[["global", "local"], 12]], "{{Window}}": 256,
              "tie_word_embeddings": true
            }
            """,
        Properties = $"{Layers} {Gpt2.Unused}",
    };

    private static readonly CheckpointNames Names = CheckpointNames.Of(
        ["transformer.", ""],
        ("embed_tokens", "wte"),
        ("embed_positions", "wpe"),
        ("layers", "h"),
        ("self_attn", "attn.attention"),
        ("o_proj", "out_proj"),
        ("up_proj", "c_fc"),
        ("down_proj", "c_proj"),
        ("norm", "ln_f"));

    private static DecoderConfiguration Read(JsonRecord json)
    {
        var shape = DecoderShape.ReadMultiHead(json, rotation: null, "layer_norm_epsilon");
        var window = json.WholeNumber(Window) is > 0 and var size ? size : throw json.Error($"'{Window}' is {json.WholeNumber(Window)}; expected at least 1.");
        var types = TypesOf(json, shape.Layers);
        return shape with
        {
            QueryKeyValueBias = false,
            Variant = shape.Variant with
            {
                Norms = new("ln_1", null, "ln_2", null),
                Activation = ActivationReader.Read(json, "activation_function"),
                Positions = new(AreLearned: true, First: 0),
                AttentionScale = 1,
                Names = Names,
                Layers = [.. types.Select(type => new LayerAttention(type == Local && window < shape.MaximumPositions ? window : null, null))],
            },
        };
    }

    // Groups of types, each with the number of its repetitions; published files also have the types of all layers.
    private static List<string> TypesOf(JsonRecord json, int layers)
    {
        var groups = json.Element.GetProperty(Types);
        List<string> types = groups.ValueKind == JsonValueKind.Array && groups.EnumerateArray().All(IsGroup)
            ? [.. groups.EnumerateArray().SelectMany(Repeated)]
            : [];
        if (types.Count != layers)
        {
            throw json.Error($"'{Types}' is {JsonText.OnOneLine(groups)}; expected lists of {Global} and {Local}, each with how often it is repeated, for {layers} layers.");
        }

        return !json.Has(Layers) || json.Texts(Layers).SequenceEqual(types)
            ? types
            : throw json.Error($"'{Layers}' is {string.Join(", ", json.Texts(Layers))}; expected the layers of '{Types}', {string.Join(", ", types)}.");
    }

    private static bool IsGroup(JsonElement group) => group.ValueKind == JsonValueKind.Array && group.GetArrayLength() == 2
        && group[0].ValueKind == JsonValueKind.Array && group[0].EnumerateArray().All(type => type.ValueKind == JsonValueKind.String && type.GetString() is Global or Local)
        && group[1].ValueKind == JsonValueKind.Number && group[1].TryGetInt32(out var count) && count is > 0 and < short.MaxValue;

    private static IEnumerable<string> Repeated(JsonElement group) =>
        Enumerable.Repeat(group[0], group[1].GetInt32()).SelectMany(types => types.EnumerateArray()).Select(type => type.GetString()!);
}
