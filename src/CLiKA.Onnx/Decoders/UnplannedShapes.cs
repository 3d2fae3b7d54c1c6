using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds shapes that are unknown until a graph runs, for large numbers of values of unknown size. In planning memory, ONNX Runtime compares each value
/// of known rank with all values that are dead by then, so that 128 experts in 8 layers took a minute to load, and six times as many layers would
/// have taken half an hour; memory for a value of unknown rank is allocated during the run.
/// </summary>
internal sealed class UnplannedShapes
{
    private readonly OnnxGraph _graph;
    private readonly string _nothing;

    /// <summary>Adds the value that keeps shapes from being inferred.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputIds">Name of an input of two dimensions.</param>
    public UnplannedShapes(OnnxGraph graph, string inputIds)
    {
        _graph = graph;
        var none = graph.Initializer(new("unplanned.none", OnnxElementType.Bool, [2], stream => stream.Write([0, 0])));
        _nothing = graph.Node("Compress", "unplanned.nothing", [graph.Node("Shape", "unplanned.shape", [inputIds]), none]);
    }

    /// <summary>Adds a shape for Reshape.</summary>
    /// <returns>The name of the shape.</returns>
    public string Add(string name, long[] shape) =>
        _graph.Node("Concat", name, [_graph.Constant($"{name}.known", shape), _nothing], ("axis", 0));
}
