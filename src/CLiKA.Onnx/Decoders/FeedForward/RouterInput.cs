using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds the normalization of what a router reads, with a learned scale of its own, as in Gemma 4.</summary>
/// <param name="graph">The graph.</param>
/// <param name="width">Width of the residual stream.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="norms">Adds the normalizations.</param>
internal sealed class RouterInput(OnnxGraph graph, int width, GraphWeights weights, DecoderNorms norms)
{
    private readonly string _root = graph.Scalar("router.root", 1 / Math.Sqrt(width), weights.Computed);

    /// <summary>Adds the normalization.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="input">Name of the values [..., width].</param>
    /// <returns>The name of the normalized values.</returns>
    public string Add(string name, string input) =>
        graph.Node("Mul", $"{name}.input", [norms.AddWith($"{name}.normal", input, width, $"{name}.scale"), _root]);
}
