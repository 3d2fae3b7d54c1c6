using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds xIELU to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The source of the weights.</param>
internal sealed class XieluActivation(OnnxGraph graph, GraphWeights weights)
{
    // Buffers in HuggingFace's class, which are not learned.
    private const double Beta = 0.5;
    private const double Least = -1e-6;

    private (string Beta, string Zero, string Least, string Half, string One)? _constants;

    /// <summary>Adds a x x + b x above 0 and (exp(x) - 1 - x) c + b x below, where a is softplus(alpha_p) and c is b + softplus(alpha_n).</summary>
    /// <param name="name">HuggingFace's name of the activation.</param>
    /// <param name="x">Name of the input.</param>
    /// <returns>The name of the output.</returns>
    public string Add(string name, string x)
    {
        var type = weights.Computed;
        string Constant(string part, double value) => graph.Scalar($"xielu.{part}", value, type);
        var (beta, zero, least, half, one) = _constants ??=
            (Constant("beta", Beta), Constant("zero", 0), Constant("least", Least), Constant("half", 0.5), Constant("one", 1));
        var linear = graph.Node("Mul", $"{name}.linear", [x, beta]);
        var square = graph.Node("Mul", $"{name}.square", [x, x]);
        var above = graph.Node("Mul", $"{name}.above", [square, Softplus($"{name}.alpha_p")]);

        // exp(x) - 1 equals 2t / (1 - t) with t = tanh(x / 2), accurately even near 0. Elu computes the same, but CUDA has no kernel for it.
        var halved = graph.Node("Mul", $"{name}.halved", [graph.Node("Min", $"{name}.negative", [x, least]), half]);
        var tangent = graph.Node("Tanh", $"{name}.tangent", [halved]);
        var twice = graph.Node("Add", $"{name}.twice", [tangent, tangent]);
        var curve = graph.Node("Div", $"{name}.curve", [twice, graph.Node("Sub", $"{name}.complement", [one, tangent])]);
        var slope = graph.Node("Add", $"{name}.slope", [Softplus($"{name}.alpha_n"), beta]);
        var below = graph.Node("Mul", $"{name}.below", [graph.Node("Sub", $"{name}.difference", [curve, x]), slope]);
        var bent = graph.Node("Where", $"{name}.bent", [graph.Node("Greater", $"{name}.is_above", [x, zero]), above, below]);
        return graph.Node("Add", $"{name}.activated", [bent, linear]);
    }

    private string Softplus(string name) => graph.Node("Softplus", $"{name}.softplus", [weights.Vector(name, 1)]);
}
