using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds normalizations to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="weights">The source of the weights.</param>
internal sealed class DecoderNorms(OnnxGraph graph, DecoderConfiguration configuration, GraphWeights weights)
{
    private readonly Dictionary<int, string> _ones = [];
    private string? _one;

    private NormKind Kind => configuration.Variant.NormKind;

    /// <summary>Normalizes the last dimension.</summary>
    /// <param name="name">HuggingFace's name of the norm.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="size">Size of the last dimension.</param>
    /// <param name="epsilon">Epsilon; null for the model's own.</param>
    /// <returns>The name of the normalized values.</returns>
    public string Add(string name, string input, int size, double? epsilon = null) => Kind switch
    {
        NormKind.RmsNormAroundOne or NormKind.LayerNormAroundOne => AddAroundOne(name, input, size, epsilon),
        NormKind.LayerNormWithoutWeights => Normalize(name, input, Ones(size), bias: null, epsilon),
        _ => Normalize(name, input, weights.Vector($"{name}.weight", size), Bias(name, size), epsilon),
    };

    /// <summary>Normalizes the last dimension of heads with weights of their own.</summary>
    /// <param name="name">HuggingFace's name of the norm.</param>
    /// <param name="input">Name of the values [..., heads, size].</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="size">Size of the last dimension.</param>
    /// <returns>The name of the normalized values.</returns>
    public string AddPerHead(string name, string input, int heads, int size)
    {
        var normal = Normalize($"{name}.normal", input, Ones(size), bias: null, epsilon: null);
        return graph.Node("Mul", name, [normal, weights.Widened(weights.Stored($"{name}.weight", heads, size))]);
    }

    /// <summary>Normalizes the last dimension, with the given weight.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="size">Size of the last dimension.</param>
    /// <param name="weight">HuggingFace's name of the weight; null for none.</param>
    /// <returns>The name of the normalized values.</returns>
    public string AddWith(string name, string input, int size, string? weight) =>
        Normalize(name, input, weight is null ? Ones(size) : weights.Vector(weight, size), bias: null, epsilon: null);

    /// <summary>Normalizes the last dimension, with a weight that is in the graph already.</summary>
    /// <param name="name">Name of the result.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="weight">Name of the weight, in the type of the computation.</param>
    /// <returns>The name of the normalized values.</returns>
    public string AddScaled(string name, string input, string weight) => Normalize(name, input, weight, bias: null, epsilon: null);

    // One is added in the graph: stored in 16 bits, the sum would have lost digits of the weight. The same holds where the graph computes with 16
    // bits; there everything is done in 32 bits, as in Gemma, and the product is rounded.
    private string AddAroundOne(string name, string input, int size, double? epsilon)
    {
        var weight = Wide(weights.Vector($"{name}.weight", size));
        var scale = graph.Node("Add", $"{name}.scale", [weight, _one ??= graph.Scalar("norm.one", 1, OnnxElementType.Float)]);
        var bias = Bias(name, size) is { } added ? Wide(added) : null;
        return weights.Computed == OnnxElementType.Float
            ? Normalize(name, input, scale, bias, epsilon)
            : graph.Node("Cast", name, [Normalize($"{name}.normal", Wide(input, $"{name}.wide"), scale, bias, epsilon)], ("to", (int)weights.Computed));
    }

    private string? Bias(string name, int size) => Kind is NormKind.LayerNorm or NormKind.LayerNormAroundOne ? weights.Vector($"{name}.bias", size) : null;

    // The operator requires a scale.
    private string Ones(int size) => _ones.TryGetValue(size, out var ones) ? ones : _ones[size] = graph.Node(
        "Expand", $"norm.ones.{size}", [graph.Scalar($"norm.one.{size}", 1, weights.Computed), graph.Constant($"norm.size.{size}", [size])]);

    private string Normalize(string name, string input, string scale, string? bias, double? epsilon)
    {
        var operation = Kind is NormKind.RmsNorm or NormKind.RmsNormAroundOne ? "RMSNormalization" : "LayerNormalization";
        string[] inputs = bias is null ? [input, scale] : [input, scale, bias];
        return graph.Node(operation, name, inputs, ("axis", -1), ("epsilon", (float)(epsilon ?? configuration.NormEpsilon)));
    }

    private string Wide(string value, string? name = null) => weights.Computed == OnnxElementType.Float
        ? value
        : graph.Node("Cast", name ?? $"{value}.wide", [value], ("to", (int)OnnxElementType.Float));
}
