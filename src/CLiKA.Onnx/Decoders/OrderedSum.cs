using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds sums to a graph whose values are added one after the other. ONNX Runtime's ReduceSum takes several at once where a row's place in memory lets
/// it, so that its last bits would depend on what stands before the row.
/// </summary>
internal static class OrderedSum
{
    /// <summary>Adds a sum.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">Name of the sum.</param>
    /// <param name="values">Name of the values.</param>
    /// <param name="count">How many there are along the dimension.</param>
    /// <param name="axis">The dimension, which becomes one of size 1.</param>
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
