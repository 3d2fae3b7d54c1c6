using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds products with a constant factor to a graph; a factor of 1 adds nothing.</summary>
/// <param name="graph">The graph.</param>
/// <param name="name">Name of the factor in the graph.</param>
/// <param name="factor">The factor.</param>
/// <param name="type">The type of the computation.</param>
internal sealed class ConstantFactor(OnnxGraph graph, string name, double factor, OnnxElementType type)
{
    private string? _value;

    /// <summary>Adds a product.</summary>
    /// <param name="output">Name of the product.</param>
    /// <param name="values">Name of the values.</param>
    /// <returns>The name of the product.</returns>
    public string Times(string output, string values) =>
        factor == 1 ? values : graph.Node("Mul", output, [values, _value ??= graph.Scalar(name, factor, type)]);
}
