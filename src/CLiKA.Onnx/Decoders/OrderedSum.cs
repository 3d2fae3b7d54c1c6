using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds sums with a fixed order of additions to a graph. ONNX Runtime's ReduceSum vectorizes depending on the alignment of a row in memory, so that
/// its last bits would depend on what precedes the row.
/// </summary>
internal static class OrderedSum
{
    /// <summary>Adds a sum.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Name of the sum.</param>
    /// <param name="values">Name of the values.</param>
    /// <param name="count">Number of values along the dimension.</param>
    /// <param name="axis">The dimension to sum over, which is kept with size 1.</param>
    /// <returns>The name of the sum.</returns>
    public static string Add(OnnxGraph graph, string name, string values, int count, int axis)
    {
        if (count == 1)
        {
            return values;
        }

        string[] parts = [.. Enumerable.Range(0, count).Select(part => $"{name}.{part}")];
        graph.Node("Split", parts, [values], ("axis", axis), ("num_outputs", count));
        return graph.Node("Sum", name, parts);
    }
}
