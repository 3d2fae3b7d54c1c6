using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds means over the last dimension to a graph, in 32 bits, whose last bits do not depend on where a row stands in memory, as those of ONNX Runtime's
/// ReduceMean do.
/// </summary>
/// <param name="graph">The graph.</param>
internal sealed class RowMoments(OnnxGraph graph)
{
    private readonly Dictionary<int, (string Ones, string Share)> _sizes = [];
    private (string Row, string Column)? _axes;

    private (string Row, string Column) Axes => _axes ??= (graph.Constant("moments.row", [-2]), graph.Constant("moments.column", [-1]));

    /// <summary>Adds a mean.</summary>
    /// <param name="name">Name of the mean.</param>
    /// <param name="values">Name of the values in 32 bits [..., size].</param>
    /// <param name="size">Size of the last dimension.</param>
    /// <returns>The name of the mean [..., 1].</returns>
    public string Mean(string name, string values, int size)
    {
        graph.Node("LayerNormalization", [$"{name}.unused", name], [values, Of(size).Ones], ("axis", -1));
        return name;
    }

    /// <summary>Adds the mean of squares: each row's product with itself.</summary>
    /// <param name="name">Name of the mean.</param>
    /// <param name="values">Name of the values in 32 bits [..., size].</param>
    /// <param name="size">Size of the last dimension.</param>
    /// <returns>The name of the mean [..., 1].</returns>
    public string MeanSquare(string name, string values, int size)
    {
        var row = graph.Node("Unsqueeze", $"{name}.row", [values, Axes.Row]);
        var column = graph.Node("Unsqueeze", $"{name}.column", [values, Axes.Column]);
        var sum = graph.Node("Squeeze", $"{name}.sum", [graph.Node("MatMul", $"{name}.product", [row, column]), Axes.Column]);
        return graph.Node("Mul", name, [sum, Of(size).Share]);
    }

    private (string Ones, string Share) Of(int size) => _sizes.TryGetValue(size, out var known) ? known : _sizes[size] = (
        graph.Node("Expand", $"moments.ones.{size}", [graph.Scalar($"moments.one.{size}", 1, OnnxElementType.Float), graph.Constant($"moments.size.{size}", [size])]),
        graph.Scalar($"moments.share.{size}", 1.0 / size, OnnxElementType.Float));
}
