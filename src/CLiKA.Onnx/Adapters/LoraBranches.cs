using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>
/// Adds to a graph what an adapter computes beside projections, with optional inputs for it: A [inputs, rank] and B [rank, outputs], of the
/// type in which the graph's weights are stored. Where they are not given they are initializers of rank 0, whose product adds zeros, so
/// that no bit of the output changes.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">Says how weights are stored.</param>
/// <param name="projections">The projections that have such inputs, by the last part of their names.</param>
internal sealed class LoraBranches(OnnxGraph graph, GraphWeights weights, IReadOnlyCollection<string> projections)
{
    /// <summary>Adds the inputs of one projection.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="input">What goes into it.</param>
    /// <param name="output">What comes out, with its bias.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <returns>The name of the output with what an adapter adds.</returns>
    public string Adapt(string name, string input, string output, int inputs, int outputs)
    {
        if (!projections.Contains(name.Split('.')[^1]))
        {
            return output;
        }

        // Each projection may have a rank of its own.
        var rank = $"{name}.rank";
        var a = Optional(name + LoraInput.SuffixA, [inputs, rank], [inputs, 0]);
        var b = Optional(name + LoraInput.SuffixB, [rank, outputs], [0, outputs]);
        var narrow = graph.Node("MatMul", $"{name}.lora_A", [input, a]);
        var wide = graph.Node("MatMul", $"{name}.lora_B", [narrow, b]);
        return graph.Node("Add", $"{name}.adapted", [output, wide]);
    }

    private string Optional(string name, object[] dimensions, long[] emptyShape)
    {
        graph.Input(name, weights.StoredType, dimensions);
        return weights.Widened(graph.Initializer(new(name, weights.StoredType, emptyShape, _ => { })));
    }
}
