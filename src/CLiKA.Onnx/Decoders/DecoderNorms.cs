using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

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
        if (configuration.Variant.NormKind == NormKind.RootMeanSquareAroundOne)
        {
            return AddAroundOne(name, input, size);
        }

        var operation = configuration.Variant.NormKind == NormKind.StandardDeviation ? "LayerNormalization" : "RMSNormalization";
        return Normalize(operation, name, input, weights.Vector($"{name}.weight", size));
    }

    // One is added in the graph: stored in 16 bits, the sum would have lost digits that the weight has. So it would where the graph computes
    // with 16; there all is done in 32, as Gemma does it, and the product rounded.
    private string AddAroundOne(string name, string input, int size)
    {
        var weight = Wide(weights.Vector($"{name}.weight", size));
        var scale = graph.Node("Add", $"{name}.scale", [weight, _one ??= graph.Scalar("norm.one", 1, OnnxElementType.Float)]);
        return weights.Computed == OnnxElementType.Float
            ? Normalize("RMSNormalization", name, input, scale)
            : graph.Node("Cast", name, [Normalize("RMSNormalization", $"{name}.normal", Wide(input, $"{name}.wide"), scale)], ("to", (int)weights.Computed));
    }

    private string Normalize(string operation, string name, string input, string scale) =>
        graph.Node(operation, name, [input, scale], ("axis", -1), ("epsilon", (float)configuration.RmsNormEpsilon));

    private string Wide(string value, string? name = null) => weights.Computed == OnnxElementType.Float
        ? value
        : graph.Node("Cast", name ?? $"{value}.wide", [value], ("to", (int)OnnxElementType.Float));
}
