using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph which experts a token goes through, and what share each has in what comes out.</summary>
/// <param name="graph">The graph.</param>
/// <param name="experts">The experts.</param>
/// <param name="width">Width of the residual stream.</param>
/// <param name="weights">Gives the weights.</param>
/// <param name="projections">Adds the projections.</param>
internal sealed class ExpertRouter(
    OnnxGraph graph, MixtureOfExperts experts, int width, GraphWeights weights, DecoderProjections projections)
{
    // Of one group all experts are its own.
    private readonly ExpertGroupChoice? _groups = experts.Groups is { Count: > 1 } groups ? new(graph, groups, experts.Count) : null;
    private readonly SparseMixer? _mixer = experts.SparseMargin is { } margin ? new(graph, margin, experts.Count) : null;
    private readonly string _chosen = graph.Constant("experts.chosen", [experts.Chosen]);
    private string? _smallest;
    private string? _scale;

    /// <summary>Adds a router.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="tokens">Name of the values [tokens, width].</param>
    /// <returns>
    /// The names of the experts' numbers, int64, and of their shares [tokens, chosen], the most wanted expert first. Of experts that are equally
    /// wanted the first is chosen.
    /// </returns>
    public (string Experts, string Shares) Add(string name, string tokens)
    {
        // Probabilities are made in 32 bits, as HuggingFace's classes have it.
        var products = Cast($"{name}.scores", projections.Add(name, tokens, width, experts.Count, experts.HasRouterBias), OnnxElementType.Float);
        var (numbers, shares) = Choose(name, products);
        if (experts.ShareScale != 1)
        {
            shares = graph.Node("Mul", $"{name}.scaled", [shares, _scale ??= graph.Scalar("experts.scale", experts.ShareScale, OnnxElementType.Float)]);
        }

        return (numbers, Cast($"{name}.shares", shares, weights.Computed));
    }

    private (string Numbers, string Shares) Choose(string name, string products)
    {
        if (_mixer is not null)
        {
            var (two, wantedMost) = Largest(name, products);
            return (two, _mixer.Add(name, products, two, wantedMost));
        }

        var isPlain = !experts.HasCorrection && _groups is null;
        if (isPlain && experts.SharesSumToOne && experts.Scoring == ExpertScoring.Softmax)
        {
            // Among the chosen ones it is the same, and they are as likely.
            var (best, largest) = Largest(name, products);
            return (best, graph.Node("Softmax", $"{name}.probabilities", [largest]));
        }

        var scores = graph.Node(experts.Scoring == ExpertScoring.Softmax ? "Softmax" : "Sigmoid", $"{name}.probabilities", [products]);
        var wanted = experts.HasCorrection
            ? graph.Node("Add", $"{name}.corrected", [scores, weights.Exact($"{name}.e_score_correction_bias", experts.Count)])
            : scores;
        var (numbers, values) = Largest(name, _groups?.Limit(name, wanted) ?? wanted);
        var shares = isPlain ? values : graph.Node("GatherElements", $"{name}.own", [scores, numbers], ("axis", -1));
        return (numbers, experts.SharesSumToOne ? Divided(name, shares) : shares);
    }

    private (string Numbers, string Values) Largest(string name, string values)
    {
        var (numbers, largest) = ($"{name}.numbers", $"{name}.largest");
        graph.Node("TopK", [largest, numbers], [values, _chosen]);
        return (numbers, largest);
    }

    // By their sum, or by what it is at least.
    private string Divided(string name, string shares)
    {
        var sum = OrderedSum.Add(graph, $"{name}.sum", shares, experts.Chosen, axis: -1);
        _smallest ??= graph.Scalar("experts.smallest", experts.SmallestSum, OnnxElementType.Float);
        return graph.Node("Div", $"{name}.divided", [shares, graph.Node("Max", $"{name}.divisor", [sum, _smallest])]);
    }

    private string Cast(string name, string value, OnnxElementType to) =>
        weights.Computed == OnnxElementType.Float ? value : graph.Node("Cast", name, [value], ("to", (int)to));
}
