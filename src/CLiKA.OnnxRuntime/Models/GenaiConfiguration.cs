using System.Text.Json;
using CLiKA.Input;
using CLiKA.OnnxRuntime.Graphs;

namespace CLiKA.OnnxRuntime.Models;

/// <summary>Reads genai_config.json, which the onnxruntime-genai model builder writes in place of config.json.</summary>
internal static class GenaiConfiguration
{
    public const string FileName = "genai_config.json";

    // These are also the defaults for names that the file omits.
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
            throw model.Error("'model.decoder.pipeline' divides the decoder into several graphs; expected one, named by 'model.decoder.filename'.");
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
        var (longest, window) = WindowOf(decoder);
        return InnerPath.Is(graph)
            ? new(
                [.. Enumerable.Range(0, ModelConfiguration.AtLeastOne(decoder, "num_hidden_layers"))],
                ModelConfiguration.AtLeastOne(model, "vocab_size"),
                Math.Min(ModelConfiguration.AtLeastOne(model, "context_length"), longest),
                decoder.Has("head_size") ? ModelConfiguration.AtLeastOne(decoder, "head_size") : null,
                window,
                graph)
            : throw model.Error($"'model.decoder.filename' is '{graph}'; expected the name of a file in this folder.");
    }

    private static (int Longest, WindowedCache? Window) WindowOf(JsonRecord decoder)
    {
        const string Slides = "slide_key_value_cache";
        if (!decoder.Has("sliding_window") || !decoder.Record("sliding_window").Has("window_size"))
        {
            return (int.MaxValue, null);
        }

        // Either the graph slides its window itself, or its caller does: then the window has no effect on sequences up to its length.
        var window = decoder.Record("sliding_window");
        var length = ModelConfiguration.AtLeastOne(window, "window_size");
        return window.Has(Slides) && !window.Truth(Slides) ? (int.MaxValue, new(length, LayersOf(window))) : (length, null);
    }

    private static int[] LayersOf(JsonRecord window)
    {
        const string Layers = "layers";
        if (!window.Has(Layers))
        {
            return [];
        }

        var layers = window.Element.GetProperty(Layers);
        return layers.ValueKind == JsonValueKind.Array
            ? [.. layers.EnumerateArray().Select(Number)]
            : throw window.Error($"'{Layers}' is {JsonText.OnOneLine(layers)}; expected a list of layer indices.");

        int Number(JsonElement layer) => layer.ValueKind == JsonValueKind.Number && layer.TryGetInt32(out var number)
            ? number
            : throw window.Error($"'{Layers}' contains {JsonText.OnOneLine(layer)}; expected layer indices.");
    }
}
