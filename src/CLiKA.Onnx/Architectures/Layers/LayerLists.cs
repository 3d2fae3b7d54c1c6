using System.Text.Json;
using CLiKA.Input;

namespace CLiKA.Onnx.Architectures.Layers;

/// <summary>Reads lists of layer indices.</summary>
internal static class LayerLists
{
    /// <summary>Reads a list.</summary>
    /// <param name="json">The configuration.</param>
    /// <param name="name">Name of the property.</param>
    /// <returns>The indices; none where the file has no list.</returns>
    public static IReadOnlyCollection<int> Read(JsonRecord json, string name)
    {
        if (!json.Has(name))
        {
            return [];
        }

        var list = json.Element.GetProperty(name);
        int[] layers = list.ValueKind == JsonValueKind.Array
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var layer) ? layer : -1)]
            : [-1];
        return layers.Contains(-1) ? throw json.Error($"'{name}' is {JsonText.OnOneLine(list)}; expected a list of layer indices.") : layers;
    }
}
