using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>
/// Adds ALiBi's linear biases to a graph. They are computed from distances, where HuggingFace's classes use the positions of keys: the softmax is the
/// same, and nearby distances are exact even with few bits.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="alibi">The parameters of the biases.</param>
/// <param name="heads">Number of query heads.</param>
/// <param name="type">The type of the computation.</param>
internal sealed class DistanceBiases(OnnxGraph graph, Alibi alibi, int heads, OnnxElementType type)
{
    private string? _slopes;
    private string? _keys;

    /// <summary>Adds the biases of some queries.</summary>
    /// <param name="name">Prefix of their names.</param>
    /// <param name="keys">Name of the positions of keys [past + sequence].</param>
    /// <param name="rows">Name of the positions of queries [..., queries, 1].</param>
    /// <returns>The name of the biases [1 or batch, heads, queries, past + sequence].</returns>
    public string Add(string name, string keys, string rows)
    {
        if (!alibi.IsRounded)
        {
            var distance = graph.Node("Cast", $"{name}.distance", [graph.Node("Sub", $"{name}.steps", [keys, rows])], ("to", (int)type));
            return graph.Node("Mul", $"{name}.biases", [distance, _slopes ??= Slopes(slope => slope * alibi.Scale, type)]);
        }

        _slopes ??= Slopes(slope => Bfloat16.Rounded(slope), OnnxElementType.Float);
        _keys ??= Rounded("alibi.keys", keys);
        var difference = graph.Node("Sub", $"{name}.difference", [_keys, Rounded($"{name}.queries", rows)]);
        var scale = graph.Scalar($"{name}.alibi.scale", alibi.Scale, OnnxElementType.Float);
        var biases = graph.Node("Mul", $"{name}.biases", [difference, scale]);
        return type == OnnxElementType.Float ? biases : graph.Node("Cast", $"{name}.biases.half", [biases], ("to", (int)type));
    }

    // Positions of more than 8 bits are rounded before the multiplication, and all products after it.
    private string Rounded(string name, string positions)
    {
        var product = graph.Node("Mul", $"{name}.products", [Narrow($"{name}.numbers", positions), _slopes!]);
        return Narrow(name, product);
    }

    private string Narrow(string name, string values)
    {
        var wide = graph.Node("Cast", $"{name}.wide", [values], ("to", (int)OnnxElementType.Float));
        var narrow = graph.Node("Cast", $"{name}.narrow", [wide], ("to", (int)OnnxElementType.Bfloat16));
        return graph.Node("Cast", name, [narrow], ("to", (int)OnnxElementType.Float));
    }

    private string Slopes(Func<double, double> change, OnnxElementType type) =>
        graph.Tensor("alibi.slopes", [.. Alibi.Slopes(heads).Select(change)], [1, heads, 1, 1], type);
}
