using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>
/// Sorts rows by the experts that they pass through, and sorts the outputs back. An expert gets only the rows of its tokens, possibly none, so that
/// nothing superfluous is computed. An expert's output for a row is bit-identical whatever the other rows, since its weights are constants, which
/// ONNX Runtime packs once and multiplies by one kernel for any number of rows. Where they are quantized, a single row goes through another kernel,
/// and is therefore given a second one.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="experts">Number of experts.</param>
/// <param name="pairsUp">Whether no expert may get a single row.</param>
/// <param name="listShape">Name of the shape of a list of any length.</param>
internal sealed class ExpertRows(OnnxGraph graph, int experts, bool pairsUp, string listShape)
{
    private readonly string _numbers = graph.Constant("experts.numbers", [.. Enumerable.Range(0, experts).Select(expert => (long)expert)]);
    private readonly string _zero = graph.Constant("experts.zero", [0]);
    private readonly string _one = graph.Constant("experts.one", [1]);

    /// <summary>Adds the distribution of rows to the experts that they pass through.</summary>
    /// <param name="name">Prefix of the names of what is added.</param>
    /// <param name="tokens">Name of the values [tokens, width].</param>
    /// <param name="chosen">Name of the selected experts' indices [tokens, chosen].</param>
    /// <param name="factors">
    /// Name of the factors of rows [chosen x tokens, 1]: for all tokens' first experts, then for all their second ones; null for none.
    /// </param>
    /// <returns>The names of each expert's rows [its tokens, width].</returns>
    public string[] Distribute(string name, string tokens, string chosen, string? factors)
    {
        // All tokens' first experts, then all their second ones.
        var list = graph.Node("Reshape", $"{name}.list", [graph.Node("Transpose", $"{name}.by_rank", [chosen]), listShape]);
        var counts = Counted(name, list);
        (list, counts) = pairsUp ? Paired(name, list, counts) : (list, counts);
        graph.Node("Shape", $"{name}.count", [list]);
        var order = Sorted(name, "order", list);
        var count = graph.Node("Shape", $"{name}.tokens", [tokens], ("start", 0), ("end", 1));
        var seen = graph.Node("Gather", $"{name}.seen", [tokens, graph.Node("Mod", $"{name}.token", [order, count])]);
        if (factors is not null)
        {
            var own = pairsUp ? graph.Node("Mod", $"{name}.choice", [order, $"{name}.choices"]) : order;
            seen = graph.Node("Mul", $"{name}.scaled", [seen, graph.Node("Gather", $"{name}.factors", [factors, own])]);
        }

        string[] rows = [.. Enumerable.Range(0, experts).Select(expert => $"{name}.{expert}.rows")];
        graph.Node("Split", rows, [seen, counts], ("axis", 0));
        return rows;
    }

    /// <summary>Adds the return of all experts' outputs to the tokens' order.</summary>
    /// <param name="name">The prefix given to <see cref="Distribute"/>.</param>
    /// <param name="rows">Names of the output of each expert [its tokens, width].</param>
    /// <returns>The name of the rows [chosen x tokens, width]: for all tokens' first experts, then for all their second ones.</returns>
    public string Collect(string name, string[] rows)
    {
        var answers = graph.Node("Concat", $"{name}.answers", rows, ("axis", 0));
        var places = Sorted(name, "places", $"{name}.order");
        places = pairsUp ? graph.Node("Slice", $"{name}.places.chosen", [places, _zero, $"{name}.choices"]) : places;
        return graph.Node("Gather", $"{name}.back", [answers, places]);
    }

    // An expert with a single token is listed once more at the end, with an arbitrary token, whose output is ignored.
    private (string List, string Counts) Paired(string name, string list, string counts)
    {
        graph.Node("Shape", $"{name}.choices", [list]);
        var alone = graph.Node("Equal", $"{name}.is_alone", [counts, _one]);
        var company = graph.Node("Compress", $"{name}.alone", [_numbers, alone]);
        var more = graph.Node("Cast", $"{name}.more", [alone], ("to", (int)OnnxElementType.Int64));
        return (
            graph.Node("Concat", $"{name}.paired", [list, company], ("axis", 0)), graph.Node("Add", $"{name}.paired.counts", [counts, more]));
    }

    // The permutation that sorts a list in ascending order. The sort is stable.
    private string Sorted(string name, string what, string list)
    {
        graph.Node("TopK", [$"{name}.{what}.values", $"{name}.{what}"], [list, $"{name}.count"], ("axis", 0), ("largest", 0));
        return $"{name}.{what}";
    }

    // Number of rows of each expert.
    private string Counted(string name, string list)
    {
        var each = graph.Node("Equal", $"{name}.is", [graph.Node("Unsqueeze", $"{name}.column", [list, _one]), _numbers]);
        var ones = graph.Node("Cast", $"{name}.ones", [each], ("to", (int)OnnxElementType.Int64));
        return graph.Node("ReduceSum", $"{name}.counts", [ones, _zero], ("keepdims", 0));
    }
}
