using CLiKA.Input;
using CLiKA.Onnx.Architectures.Layers;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>The part of a model's config.json, or of the genai_config.json in its place, that the answerer needs.</summary>
/// <param name="Layers">Indices of the decoder layers that carry something from token to token: keys and values of their own, or a state.</param>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="MaximumPositions">Maximum sequence length in tokens.</param>
/// <param name="HeadSize">Size of an attention head; null where the configuration does not say.</param>
/// <param name="Window">The layers with a sliding-window cache; null where there are none.</param>
/// <param name="Graph">Name of the graph's file in the folder; null where the configuration does not say.</param>
internal sealed record ModelConfiguration(
    IReadOnlyList<int> Layers, int VocabularySize, int MaximumPositions, int? HeadSize = null, WindowedCache? Window = null, string? Graph = null)
{
    public const string FileName = "config.json";

    // What older classes call these properties: GPT-2, GPT-J and BLOOM; GPT-Neo and XGLM; MPT. Graphs of other exporters come with the file of their class.
    private static readonly (string Usual, string[] Others)[] Names =
    [
        ("num_hidden_layers", ["n_layer", "num_layers", "n_layers"]),
        ("max_position_embeddings", ["n_positions", "seq_length", "max_seq_len"]),
        ("hidden_size", ["n_embd", "n_embed", "d_model"]),
        ("num_attention_heads", ["n_head", "num_heads", "attention_heads", "n_heads"]),
    ];

    public static ModelConfiguration Read(string path)
    {
        var json = WithUsualNames(JsonInput.ReadOfPython(path));
        return new(
            CarryingLayers.Of(json, AtLeastOne(json, "num_hidden_layers")),
            AtLeastOne(json, "vocab_size"),
            AtLeastOne(json, "max_position_embeddings"),
            HeadSizeOf(json));
    }

    public static int AtLeastOne(JsonRecord json, string name) => json.WholeNumber(name) is > 0 and var number
        ? number
        : throw json.Error($"'{name}' is {json.WholeNumber(name)}; expected at least 1.");

    private static JsonRecord WithUsualNames(JsonRecord json) => json.Changed(whole =>
    {
        foreach (var (usual, others) in Names.Where(name => !json.Has(name.Usual)))
        {
            if (Array.Find(others, json.Has) is { } own)
            {
                whole[usual] = whole[own]!.DeepClone();
            }
        }
    });

    private static int? HeadSizeOf(JsonRecord json) => json switch
    {
        _ when json.Has("head_dim") => AtLeastOne(json, "head_dim"),
        _ when json.Has("hidden_size") && json.Has("num_attention_heads") =>
            AtLeastOne(json, "hidden_size") / AtLeastOne(json, "num_attention_heads"),
        _ => null,
    };
}
