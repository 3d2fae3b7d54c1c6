using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds to a graph, before all keys, one of zeros whose value is zeros, too. The mask gives it the number that a head has learned, so that it
/// takes a share of what the head sees and adds nothing. It stands before the others since sums over keys then have the same order for any
/// number of them.
/// </summary>
/// <param name="graph">The graph, of which <see cref="DecoderRotation.AddRow"/> has been called.</param>
/// <param name="weights">Gives the weights.</param>
/// <param name="heads">Number of query heads.</param>
internal sealed class AttentionSinks(OnnxGraph graph, GraphWeights weights, int heads)
{
    private readonly Dictionary<string, string> _wider = new(StringComparer.Ordinal);
    private readonly string _before = graph.Constant("sinks.before", [1, 0]);
    private readonly string _keyAxis = graph.Constant("sinks.key_axis", [2]);
    private readonly string _maskAxis = graph.Constant("sinks.mask_axis", [-1]);
    private readonly string _one = graph.Constant("sinks.one", [1]);
    private readonly string _all = graph.Constant("sinks.all", [long.MaxValue]);
    private readonly string _shape = graph.Constant("sinks.shape", [1, heads, 1, 1]);
    private string? _first;

    /// <summary>Adds the learned numbers of a layer's heads to a mask.</summary>
    /// <param name="name">HuggingFace's name of the layer's attention.</param>
    /// <param name="mask">Name of the mask [..., queries, past + sequence].</param>
    /// <returns>The name of the mask [1 or batch, heads, queries, 1 + past + sequence].</returns>
    public string Mask(string name, string mask)
    {
        if (!_wider.TryGetValue(mask, out var wider))
        {
            wider = _wider[mask] = graph.Node("Pad", $"{mask}.wider", [mask, _before, string.Empty, _maskAxis]);
        }

        var sinks = graph.Node("Reshape", $"{name}.sinks.column", [weights.Vector($"{name}.sinks", heads), _shape]);
        return graph.Node("Add", $"{name}.sinks.mask", [wider, graph.Node("Mul", $"{name}.sinks.row", [sinks, _first ??= First()])]);
    }

    /// <summary>Adds the key, or the value, to those of the past.</summary>
    /// <param name="past">Name of the past [1 or batch, shared heads, past, size].</param>
    /// <returns>The name of the past with it.</returns>
    public string Past(string past) => graph.Node("Pad", $"{past}.sunk", [past, _before, string.Empty, _keyAxis]);

    /// <summary>Takes the key, or the value, out of what is handed on.</summary>
    /// <param name="name">Name of what is handed on.</param>
    /// <param name="present">Name of the keys or values with it.</param>
    public void Present(string name, string present) => graph.Node("Slice", name, [present, _one, _all, _keyAxis]);

    // One at the key of zeros, and zero at all others.
    private string First()
    {
        var others = graph.Node("Unsqueeze", "sinks.others", [DecoderRotation.End, graph.Constant("sinks.axis", [0])]);
        var pads = graph.Node("Concat", "sinks.pads", [graph.Constant("sinks.zero", [0]), others], ("axis", 0));
        var one = graph.Node("Cast", "sinks.number", [_one], ("to", (int)weights.Computed));
        return graph.Node("Pad", "sinks.first", [one, pads]);
    }
}
