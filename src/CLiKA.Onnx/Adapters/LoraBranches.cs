using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Adapters;

/// <summary>
/// Adds LoRA branches beside projections to a graph, with optional inputs for the adapter: A [inputs, rank] and B [rank, outputs], in the type of the
/// graph's stored weights. Where they are not given they default to initializers of rank 0, whose product adds zeros, so that the output is
/// bit-identical.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="weights">The weights, whose stored type the inputs have.</param>
/// <param name="projections">The adaptable modules, by the last part of their names.</param>
internal sealed class LoraBranches(
    OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights, IReadOnlyCollection<string> projections)
{
    private readonly Dictionary<string, (string A, string B)> _inputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _columns = new(StringComparer.Ordinal);

    /// <summary>Adds the inputs of one projection, or reuses those of the module that contains it together with others.</summary>
    /// <param name="name">Llama's name of the projection.</param>
    /// <param name="input">Name of the projection's input.</param>
    /// <param name="output">Name of the projection's output, with its bias.</param>
    /// <param name="inputs">Width of the input.</param>
    /// <param name="outputs">Width of the output.</param>
    /// <returns>The name of the output with the adapter's contribution added.</returns>
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

    /// <summary>Returns whether a projection is adaptable.</summary>
    /// <param name="name">Llama's name of the projection.</param>
    /// <param name="outputs">Width of the output.</param>
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

    // Shared by all layers.
    private string ColumnsOf(string name, FusedRows rows, int outputs)
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
