using CLiKA.Onnx.Architectures;

namespace CLiKA.Onnx;

/// <summary>Adds normalizations to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="weights">Gives the weights.</param>
internal sealed class DecoderNorms(OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights)
{
    private string? _one;

    /// <summary>Normalizes the last dimension.</summary>
    /// <param name="name">HuggingFace's name of the norm.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="size">Size of the last dimension.</param>
    /// <returns>The name of the normalized values.</returns>
    public string Add(string name, string input, int size)
    {
        var operation = configuration.Variant.NormKind == NormKind.StandardDeviation ? "LayerNormalization" : "RMSNormalization";
        return graph.Node(operation, name, [input, Scale(name, size)], ("axis", -1), ("epsilon", (float)configuration.RmsNormEpsilon));
    }

    // One is added in the graph: stored in 16 bits, the sum would have lost digits that the weight has.
    private string Scale(string name, int size)
    {
        var weight = weights.Vector($"{name}.weight", size);
        return configuration.Variant.NormKind == NormKind.RootMeanSquareAroundOne
            ? graph.Node("Add", $"{name}.scale", [weight, _one ??= graph.Scalar("norm.one", 1, weights.Computed)])
            : weight;
    }
}
