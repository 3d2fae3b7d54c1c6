using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph which experts a token goes through, and what share each has in what comes out.</summary>
/// <param name="graph">The graph.</param>
/// <param name="experts">The experts.</param>
/// <param name="width">Width of the residual stream.</param>
/// <param name="type">The type that the graph computes with.</param>
/// <param name="projections">Adds the projections.</param>
internal sealed class ExpertRouter(
    OnnxGraph graph, MixtureOfExperts experts, int width, OnnxElementType type, DecoderProjections projections)
{
    private readonly string _chosen = graph.Constant("experts.chosen", [experts.Chosen]);

    /// <summary>Adds a router.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="tokens">Name of the values [tokens, width].</param>
    /// <returns>
    /// The names of the experts' numbers, int64, and of their shares [tokens, chosen], the largest share first. Of experts that are equally
    /// likely the first is chosen.
    /// </returns>
    public (string Experts, string Shares) Add(string name, string tokens)
    {
        // Probabilities are made in 32 bits, as HuggingFace's classes have it.
        var scores = Cast($"{name}.scores", projections.Add(name, tokens, width, experts.Count, experts.HasRouterBias), OnnxElementType.Float);
        var (numbers, shares) = experts.SharesSumToOne
            ? Softmax(name, Largest(name, scores))
            : Largest(name, graph.Node("Softmax", $"{name}.probabilities", [scores]));
        return (numbers, Cast($"{name}.shares", shares, type));
    }

    private (string Numbers, string Values) Largest(string name, string values)
    {
        var (numbers, largest) = ($"{name}.numbers", $"{name}.largest");
        graph.Node("TopK", [largest, numbers], [values, _chosen]);
        return (numbers, largest);
    }

    private (string Numbers, string Values) Softmax(string name, (string Numbers, string Values) largest) =>
        (largest.Numbers, graph.Node("Softmax", $"{name}.probabilities", [largest.Values]));

    private string Cast(string name, string value, OnnxElementType to) =>
        type == OnnxElementType.Float ? value : graph.Node("Cast", name, [value], ("to", (int)to));
}
