using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>
/// Adds the weights that SparseMixer (arXiv 2409.12136) gives two experts to a graph, as in PhiMoE: each gets its softmax probability among the
/// experts within the margin of it, the second without the first.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="margin">
/// The margin: how far an expert's logit may lie below the other, relative to the larger of its own absolute value and the other.
/// </param>
/// <param name="experts">Number of experts.</param>
internal sealed class SparseMixer(OnnxGraph graph, double margin, int experts)
{
    private readonly string _margin = graph.Scalar("mixer.margin", margin, OnnxElementType.Float);
    private readonly string _lowest = graph.Scalar("mixer.lowest", float.NegativeInfinity, OnnxElementType.Float);
    private readonly string _numbers = graph.Constant("mixer.numbers", [.. Enumerable.Range(0, experts).Select(expert => (long)expert)]);

    /// <summary>Adds the weights.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="products">Name of the router's logits [tokens, experts], in 32 bits.</param>
    /// <param name="numbers">Name of the two experts' indices [tokens, 2].</param>
    /// <param name="largest">Name of their logits.</param>
    /// <returns>The name of the weights [tokens, 2].</returns>
    public string Add(string name, string products, string numbers, string largest)
    {
        graph.Node("Split", [$"{name}.first", $"{name}.second"], [largest], ("axis", -1), ("num_outputs", 2));
        graph.Node("Split", [$"{name}.first.number", $"{name}.second.number"], [numbers], ("axis", -1), ("num_outputs", 2));
        var size = graph.Node("Abs", $"{name}.size", [products]);
        var isFirst = graph.Node("Equal", $"{name}.is_first", [$"{name}.first.number", _numbers]);
        var others = graph.Node("Where", $"{name}.others", [isFirst, _lowest, products]);
        return graph.Node(
            "Concat",
            $"{name}.mixed",
            [Share($"{name}.first", products, products, size), Share($"{name}.second", products, others, size)],
            ("axis", -1));
    }

    // The weight of the expert whose logit is named.
    private string Share(string name, string products, string candidates, string size)
    {
        var below = graph.Node("Sub", $"{name}.below", [name, products]);
        var scale = graph.Node("Max", $"{name}.scale", [size, name]);
        var isFar = graph.Node("Greater", $"{name}.is_far", [graph.Node("Div", $"{name}.distance", [below, scale]), _margin]);
        var near = graph.Node("Where", $"{name}.near", [isFar, _lowest, candidates]);
        var odds = graph.Node("Exp", $"{name}.odds", [graph.Node("Sub", $"{name}.relative", [near, name])]);
        return graph.Node("Reciprocal", $"{name}.share", [OrderedSum.Add(graph, $"{name}.odds.sum", odds, experts, axis: -1)]);
    }
}
