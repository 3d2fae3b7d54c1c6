namespace CLiKA.Onnx;

/// <summary>
/// Sorts to a graph's experts the rows that they are to see, and the rows that come out back. An expert sees the rows of its tokens and no
/// others, so that nothing is computed that is not used; it may see none. An expert's row has the same bits beside whatever other rows,
/// since its weights are constants, which ONNX Runtime packs once and then multiplies by one kernel for any number of rows.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="experts">Number of experts.</param>
/// <param name="listShape">Name of the shape of a list, however long.</param>
internal sealed class ExpertRows(OnnxGraph graph, int experts, string listShape)
{
    private readonly string _numbers = graph.Constant("experts.numbers", [.. Enumerable.Range(0, experts).Select(expert => (long)expert)]);
    private readonly string _first = graph.Constant("experts.first_axis", [0]);
    private readonly string _second = graph.Constant("experts.second_axis", [1]);

    /// <summary>Adds what sorts rows by the expert that they go through.</summary>
    /// <param name="name">Beginning of the names of what is added.</param>
    /// <param name="tokens">Name of the values [tokens, width].</param>
    /// <param name="chosen">Name of the experts' numbers [tokens, chosen].</param>
    /// <returns>The names of each expert's rows [its tokens, width].</returns>
    public string[] Part(string name, string tokens, string chosen)
    {
        // All tokens' first experts, then all their second ones.
        var list = graph.Node("Reshape", $"{name}.list", [graph.Node("Transpose", $"{name}.by_rank", [chosen]), listShape]);
        graph.Node("Shape", $"{name}.count", [list]);
        var order = Sorted(name, "order", list);
        var count = graph.Node("Shape", $"{name}.tokens", [tokens], ("start", 0), ("end", 1));
        var seen = graph.Node("Gather", $"{name}.seen", [tokens, graph.Node("Mod", $"{name}.token", [order, count])]);
        string[] rows = [.. Enumerable.Range(0, experts).Select(expert => $"{name}.{expert}.rows")];
        graph.Node("Split", rows, [seen, Counted(name, list)], ("axis", 0));
        return rows;
    }

    /// <summary>Adds what gives the rows that come out of all experts back to their tokens.</summary>
    /// <param name="name">What <see cref="Part"/> was given.</param>
    /// <param name="rows">Names of what comes out of each expert [its tokens, width].</param>
    /// <returns>The name of the rows [chosen x tokens, width], of all tokens' first experts, then of all their second ones.</returns>
    public string Back(string name, string[] rows)
    {
        var answers = graph.Node("Concat", $"{name}.answers", rows, ("axis", 0));
        return graph.Node("Gather", $"{name}.back", [answers, Sorted(name, "places", $"{name}.order")]);
    }

    // Where in a list each place of its ascending order is. Equal numbers stay in their order.
    private string Sorted(string name, string what, string list)
    {
        graph.Node("TopK", [$"{name}.{what}.values", $"{name}.{what}"], [list, $"{name}.count"], ("axis", 0), ("largest", 0));
        return $"{name}.{what}";
    }

    // How many rows each expert has.
    private string Counted(string name, string list)
    {
        var each = graph.Node("Equal", $"{name}.is", [graph.Node("Unsqueeze", $"{name}.column", [list, _second]), _numbers]);
        var ones = graph.Node("Cast", $"{name}.ones", [each], ("to", (int)OnnxElementType.Int64));
        return graph.Node("ReduceSum", $"{name}.counts", [ones, _first], ("keepdims", 0));
    }
}
