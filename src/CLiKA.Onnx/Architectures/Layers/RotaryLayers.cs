using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>Reads which layers have a rotary embedding: a list, or all but those at regular intervals.</summary>
internal static class RotaryLayers
{
    /// <summary>The property with the list. Despite its name, it is 1 for layers with a rotary embedding.</summary>
    public const string Listed = "no_rope_layers";

    private const string Interval = "no_rope_layer_interval";

    /// <summary>Returns for each layer whether it has a rotary embedding.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="layers">Number of layers.</param>
    public static IEnumerable<bool> Read(JsonRecord json, int layers)
    {
        if (!json.Has(Listed))
        {
            return json.WholeNumber(Interval) is > 0 and var interval
                ? Enumerable.Range(1, layers).Select(layer => layer % interval != 0)
                : throw json.Error($"'{Interval}' is {json.WholeNumber(Interval)}; expected at least 1.");
        }

        var list = json.Element.GetProperty(Listed);
        int[] marks = list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(mark => mark.ValueKind == JsonValueKind.Number && mark.TryGetInt32(out var number) ? number : -1)]
            : [];
        return marks.Length >= layers && Array.TrueForAll(marks, mark => mark is 0 or 1)
            ? marks.Take(layers).Select(mark => mark == 1)
            : throw json.Error($"'{Listed}' is {JsonText.OnOneLine(list)}; expected 0 or 1 for each of {layers} layers.");
    }
}
