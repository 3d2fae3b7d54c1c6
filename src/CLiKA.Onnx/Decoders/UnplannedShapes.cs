using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Shapes that nothing tells before a graph runs, for values of which there are many of a size that is not known. In planning memory, ONNX
/// Runtime compares each value of a known rank with all that are dead by then, so that 128 experts in 8 layers took a minute to be loaded,
/// and six times as many layers would have taken half an hour; a value of unknown rank it leaves to the run.
/// </summary>
internal sealed class UnplannedShapes
{
    private readonly OnnxGraph _graph;
    private readonly string _nothing;

    /// <summary>Adds what keeps shapes from being known.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="inputIds">Name of an input of two dimensions.</param>
    public UnplannedShapes(OnnxGraph graph, string inputIds)
    {
        _graph = graph;
        var none = graph.Initializer(new("unplanned.none", OnnxElementType.Bool, [2], stream => stream.Write([0, 0])));
        _nothing = graph.Node("Compress", "unplanned.nothing", [graph.Node("Shape", "unplanned.shape", [inputIds]), none]);
    }

    /// <summary>Adds a shape, as Reshape takes it.</summary>
    /// <returns>The name of it.</returns>
    public string Add(string name, long[] shape) =>
        _graph.Node("Concat", name, [_graph.Constant($"{name}.known", shape), _nothing], ("axis", 0));
}
