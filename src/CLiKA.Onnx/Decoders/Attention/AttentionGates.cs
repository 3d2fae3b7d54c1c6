using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>
/// Adds the output gates of attention to a graph, as in Qwen 3.5: the projection of queries gives each head's query and a gate of the same width, whose
/// sigmoid multiplies the head's output.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
internal sealed class AttentionGates(OnnxGraph graph, DecoderConfiguration configuration)
{
    private readonly string _pairsShape = graph.Constant("gates.pairs", [0, 0, configuration.Heads, 2 * configuration.HeadSize]);
    private readonly string _mergedShape = graph.Constant("gates.merged", [0, 0, configuration.Heads * configuration.HeadSize]);
    private readonly Dictionary<string, string> _gates = new(StringComparer.Ordinal);

    /// <summary>Takes the gates from the projection of queries.</summary>
    /// <param name="name">HuggingFace's name of the attention.</param>
    /// <param name="projected">Name of the projection's output [batch, length, heads x 2 x head size].</param>
    /// <returns>The name of the queries [batch, length, heads x head size].</returns>
    public string Queries(string name, string projected)
    {
        var (queries, gate) = ($"{name}.q.queries", $"{name}.q.gate");
        graph.Node("Split", [$"{queries}.heads", $"{gate}.heads"], [graph.Node("Reshape", $"{name}.q.pairs", [projected, _pairsShape])], ("axis", -1), ("num_outputs", 2));
        _gates[name] = graph.Node("Sigmoid", $"{gate}.open", [graph.Node("Reshape", gate, [$"{gate}.heads", _mergedShape])]);
        return graph.Node("Reshape", queries, [$"{queries}.heads", _mergedShape]);
    }

    /// <summary>Multiplies the output of attention by the gates that were taken.</summary>
    /// <param name="name">HuggingFace's name of the attention.</param>
    /// <param name="attended">Name of the output of all heads [batch, length, heads x head size].</param>
    public string Apply(string name, string attended) => graph.Node("Mul", $"{name}.gated", [attended, _gates[name]]);
}
