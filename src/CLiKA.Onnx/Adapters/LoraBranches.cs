using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>
/// Adds to a graph what an adapter computes beside projections, with optional inputs for it: A [inputs, rank] and B [rank, outputs], of the
/// type in which the graph's weights are stored. Where they are not given they are initializers of rank 0, whose product adds zeros, so
/// that no bit of the output changes.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="weights">Says how weights are stored.</param>
/// <param name="projections">The modules that have such inputs, by the last part of their names.</param>
internal sealed class LoraBranches(
    OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights, IReadOnlyCollection<string> projections)
{
    private readonly Dictionary<string, (string A, string B)> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);

    /// <summary>Adds the inputs of one projection, or takes those of the module that makes others too.</summary>
    /// <param name="name">Name of the projection, as Llama's.</param>
    /// <param name="input">What goes into it.</param>
    /// <param name="output">What comes out, with its bias.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <returns>The name of the output with what an adapter adds.</returns>
    public string Adapt(string name, string input, string output, int inputs, int outputs)
    {
        if (!Takes(name, outputs))
        {
            return output;
        }

        var module = LoraTarget.Of(name, outputs, configuration);
        var (a, b) = InputsOf(module, inputs);
        var narrow = graph.Node("MatMul", $"{name}.lora_A", [input, a]);
        var columns = module.Rows is null ? b : graph.Node("Gather", $"{name}.lora_B.columns", [b, ColumnsOf(name, module.Rows, outputs)], ("axis", 1));
        var wide = graph.Node("MatMul", $"{name}.lora_B", [narrow, columns]);
        return graph.Node("Add", $"{name}.adapted", [output, wide]);
    }

    /// <summary>Whether a projection has such inputs.</summary>
    /// <param name="name">Name of the projection, as Llama's.</param>
    /// <param name="outputs">Width of what comes out.</param>
    public bool Takes(string name, int outputs) =>
        projections.Count > 0 && projections.Contains(LoraTarget.Of(name, outputs, configuration).Ending);

    private (string A, string B) InputsOf(LoraTarget module, int inputs)
    {
        if (!_inputs.TryGetValue(module.Name, out var pair))
        {
            // Each module may have a rank of its own.
            var rank = $"{module.Name}.rank";
            var a = Optional(module.Name + LoraInput.SuffixA, [inputs, rank], [inputs, 0]);
            var b = Optional(module.Name + LoraInput.SuffixB, [rank, module.Outputs], [0, module.Outputs]);
            _inputs[module.Name] = pair = (a, b);
        }

        return pair;
    }

    // The same in every layer.
    private string ColumnsOf(string name, JoinedRows rows, int outputs)
    {
        var part = name.Split('.')[^1];
        return _columns.TryGetValue(part, out var columns) ? columns : _columns[part] = graph.Constant(
            $"lora.columns.{part}", [.. Enumerable.Range(0, outputs).Select(row => (long)rows.NumberOf(row))]);
    }

    private string Optional(string name, object[] dimensions, long[] emptyShape)
    {
        graph.Input(name, weights.StoredType, dimensions);
        return weights.Widened(graph.Initializer(new(name, weights.StoredType, emptyShape, _ => { })));
    }
}
