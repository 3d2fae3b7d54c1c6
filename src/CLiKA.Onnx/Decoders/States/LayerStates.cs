using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>
/// Adds the states of layers as inputs and outputs of the graph, in 32 bits, named as public exports name them. Like a past of keys and values, a state
/// comes in once for all rows, or row by row.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="inputIds">Name of the tokens [batch, sequence].</param>
internal sealed class LayerStates(OnnxGraph graph, string inputIds)
{
    private readonly List<(string Name, object[] Dimensions)> _presents = [];
    private readonly Dictionary<int, string> _shapes = [];
    private string? _batch;

    /// <summary>Adds a state.</summary>
    /// <param name="kind">Its kind: <c>conv</c> or <c>recurrent</c>.</param>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="shape">Its shape for one row.</param>
    /// <returns>The names of the state before the tokens of a run [batch, ...], and of the output with the state after them.</returns>
    public (string Past, string Present) Add(string kind, int layer, params int[] shape)
    {
        var past = graph.Input($"past_{kind}.{layer}", OnnxElementType.Float, ["past_batch", .. shape]);
        var present = $"present_{kind}.{layer}";
        _presents.Add((present, ["batch", .. shape]));
        return (graph.Node("Expand", $"{past}.expanded", [past, ShapeOf(shape.Length)]), present);
    }

    /// <summary>Makes the states after a run outputs of the graph.</summary>
    public void AddOutputs() => _presents.ForEach(present => graph.Output(present.Name, OnnxElementType.Float, present.Dimensions));

    // One state for all rows is repeated; one for each row stays as it is.
    private string ShapeOf(int rank)
    {
        if (!_shapes.TryGetValue(rank, out var shape))
        {
            _batch ??= graph.Node("Shape", "states.batch", [inputIds], ("start", 0), ("end", 1));
            var ones = graph.Constant($"states.ones.{rank}", [.. Enumerable.Repeat(1L, rank)]);
            _shapes[rank] = shape = graph.Node("Concat", $"states.expanded.{rank}", [_batch, ones], ("axis", 0));
        }

        return shape;
    }
}
