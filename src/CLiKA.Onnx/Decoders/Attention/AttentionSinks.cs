using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>
/// Adds attention sinks to a graph: a key of zeros before all others, whose value is zeros too. The mask sets its logit to the number that a head has
/// learned, so that it takes part in the softmax and contributes nothing to the output. It comes first because sums over keys then have the same
/// order for any number of them.
/// </summary>
/// <param name="graph">The graph, for which <see cref="DecoderRotation.AddRow"/> has been called.</param>
/// <param name="weights">The source of the weights.</param>
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

    /// <summary>Adds the learned logits of a layer's heads to a mask.</summary>
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

    /// <summary>Prepends the zero key, or value, to those of the past.</summary>
    /// <param name="past">Name of the past [1 or batch, kv_heads, past, size].</param>
    /// <returns>The name of the extended past.</returns>
    public string Past(string past) => graph.Node("Pad", $"{past}.sunk", [past, _before, string.Empty, _keyAxis]);

    /// <summary>Removes the zero key, or value, from the output.</summary>
    /// <param name="name">Name of the output.</param>
    /// <param name="present">Name of the keys or values with it.</param>
    public void Present(string name, string present) => graph.Node("Slice", name, [present, _one, _all, _keyAxis]);

    // One at the zero key, and zero at all others.
    private string First()
    {
        var others = graph.Node("Unsqueeze", "sinks.others", [DecoderRotation.End, graph.Constant("sinks.axis", [0])]);
        var pads = graph.Node("Concat", "sinks.pads", [graph.Constant("sinks.zero", [0]), others], ("axis", 0));
        var one = graph.Node("Cast", "sinks.number", [_one], ("to", (int)weights.Computed));
        return graph.Node("Pad", "sinks.first", [one, pads]);
    }
}
