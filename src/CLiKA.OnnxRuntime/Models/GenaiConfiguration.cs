using CLiKA.Input;
using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>Reads genai_config.json, which the onnxruntime-genai model builder writes where others write config.json.</summary>
internal static class GenaiConfiguration
{
    public const string FileName = "genai_config.json";

    // What a name is where the file leaves it out is the same.
    private static readonly (string Section, string Name, string Expected)[] Names =
    [
        ("inputs", "input_ids", GraphNames.InputIds),
        ("inputs", "attention_mask", GraphNames.AttentionMask),
        ("inputs", "position_ids", GraphNames.PositionIds),
        ("inputs", "past_key_names", $"{GraphNames.Past}.%d.key"),
        ("inputs", "past_value_names", $"{GraphNames.Past}.%d.value"),
        ("outputs", "logits", GraphNames.Logits),
        ("outputs", "present_key_names", $"{GraphNames.Present}.%d.key"),
        ("outputs", "present_value_names", $"{GraphNames.Present}.%d.value"),
    ];

    public static ModelConfiguration Read(string path)
    {
        var model = JsonInput.ReadObject(path).Record("model");
        var decoder = model.Record("decoder");
        if (decoder.Has("pipeline"))
        {
            throw model.Error("'model.decoder.pipeline' divides the decoder; expected one graph, named by 'model.decoder.filename'.");
        }

        foreach (var (section, name, expected) in Names.Where(entry => decoder.Has(entry.Section)))
        {
            var names = decoder.Record(section);
            if (names.Has(name) && names.Text(name) is var actual && actual != expected)
            {
                throw model.Error($"'model.decoder.{section}.{name}' is '{actual}'; expected '{expected}'.");
            }
        }

        var graph = decoder.NonBlankText("filename");
        return InnerPath.Is(graph)
            ? new(
                ModelConfiguration.AtLeastOne(decoder, "num_hidden_layers"),
                ModelConfiguration.AtLeastOne(model, "vocab_size"),
                Math.Min(ModelConfiguration.AtLeastOne(model, "context_length"), WindowOf(decoder)),
                decoder.Has("head_size") ? ModelConfiguration.AtLeastOne(decoder, "head_size") : null,
                graph)
            : throw model.Error($"'model.decoder.filename' is '{graph}'; expected the name of a file in this folder.");
    }

    // Layers that see a window keep no keys and values beyond it; up to there it changes nothing.
    private static int WindowOf(JsonRecord decoder) =>
        decoder.Has("sliding_window") && decoder.Record("sliding_window") is var window && window.Has("window_size")
            ? ModelConfiguration.AtLeastOne(window, "window_size")
            : int.MaxValue;
}
