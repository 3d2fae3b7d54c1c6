using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds a router to a graph, which selects the experts of a token, and their weights in the output.</summary>
/// <param name="graph">The graph.</param>
/// <param name="experts">The experts.</param>
/// <param name="width">Width of the residual stream.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="projections">Adds the projections.</param>
internal sealed class ExpertRouter(
    OnnxGraph graph, MixtureOfExperts experts, int width, GraphWeights weights, DecoderProjections projections)
{
    // A single group contains all experts.
    private readonly ExpertGroupChoice? _groups = experts.Groups is { Count: > 1 } groups ? new(graph, groups, experts.Count) : null;
    private readonly SparseMixer? _mixer = experts.SparseMargin is { } margin ? new(graph, margin, experts.Count) : null;
    private readonly string _chosen = graph.Constant("experts.chosen", [experts.Chosen]);
    private readonly ConstantFactor _scale = new(graph, "experts.scale", experts.ShareScale, OnnxElementType.Float);
    private string? _smallest;
    private string? _offset;

    /// <summary>Adds a router.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="tokens">Name of the input [tokens, width].</param>
    /// <returns>
    /// The names of the selected experts' indices, int64, and of their weights [tokens, chosen], best first. Of experts with equal scores the first
    /// is selected.
    /// </returns>
    public (string Experts, string Shares) Add(string name, string tokens)
    {
        // Probabilities are computed in 32 bits, as in HuggingFace's classes.
        var products = Cast($"{name}.scores", projections.Add(name, tokens, width, experts.Count, experts.HasRouterBias), OnnxElementType.Float);
        var (numbers, shares) = Choose(name, products);
        if (experts.HasExpertScales)
        {
            var scales = weights.Exact($"{name}.per_expert_scale", experts.Count);
            shares = graph.Node("Mul", $"{name}.by_expert", [shares, graph.Node("Gather", $"{name}.scales", [scales, numbers])]);
        }

        return (numbers, Cast($"{name}.shares", _scale.Times($"{name}.scaled", shares), weights.Computed));
    }

    private (string Numbers, string Shares) Choose(string name, string products)
    {
        if (_mixer is not null)
        {
            var (two, logits) = Largest(name, products);
            return (two, _mixer.Add(name, products, two, logits));
        }

        var isPlain = !experts.HasCorrection && _groups is null;
        if (experts.Scoring == ExpertScoring.SigmoidOfChosen || (isPlain && experts.SharesSumToOne && experts.Scoring == ExpertScoring.Softmax))
        {
            // A softmax over the selected logits gives the same normalized weights, and the same selection.
            var (best, largest) = Largest(name, products);
            return (best, graph.Node(experts.Scoring == ExpertScoring.Softmax ? "Softmax" : "Sigmoid", $"{name}.probabilities", [largest]));
        }

        var scores = graph.Node(experts.Scoring == ExpertScoring.Softmax ? "Softmax" : "Sigmoid", $"{name}.probabilities", [products]);
        var ranking = experts.HasCorrection
            ? graph.Node("Add", $"{name}.corrected", [scores, weights.Exact($"{name}.e_score_correction_bias", experts.Count)])
            : scores;
        var (numbers, values) = Largest(name, _groups?.Limit(name, ranking) ?? ranking);
        var shares = isPlain ? values : graph.Node("GatherElements", $"{name}.own", [scores, numbers], ("axis", -1));
        return (numbers, experts.SharesSumToOne ? Divided(name, shares) : shares);
    }

    private (string Numbers, string Values) Largest(string name, string values)
    {
        var (numbers, largest) = ($"{name}.numbers", $"{name}.largest");
        graph.Node("TopK", [largest, numbers], [values, _chosen]);
        return (numbers, largest);
    }

    // By their sum, or by its lower bound.
    private string Divided(string name, string shares)
    {
        var sum = OrderedSum.Add(graph, $"{name}.sum", shares, experts.Chosen, axis: -1);
        if (experts.SumOffset > 0)
        {
            sum = graph.Node("Add", $"{name}.sum.more", [sum, _offset ??= graph.Scalar("experts.offset", experts.SumOffset, OnnxElementType.Float)]);
        }

        _smallest ??= graph.Scalar("experts.smallest", experts.SmallestSum, OnnxElementType.Float);
        return graph.Node("Div", $"{name}.divided", [shares, graph.Node("Max", $"{name}.divisor", [sum, _smallest])]);
    }

    private string Cast(string name, string value, OnnxElementType to) =>
        weights.Computed == OnnxElementType.Float ? value : graph.Node("Cast", name, [value], ("to", (int)to));
}
