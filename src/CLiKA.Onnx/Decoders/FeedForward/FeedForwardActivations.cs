using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds the activation functions of feed-forward blocks to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="activation">The activation function.</param>
/// <param name="weights">The source of the weights.</param>
internal sealed class FeedForwardActivations(OnnxGraph graph, FeedForwardActivation activation, GraphWeights weights)
{
    private readonly XieluActivation _xielu = new(graph, weights);

    /// <summary>Adds the activation of one block.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="input">Name of the input.</param>
    /// <returns>The name of the output.</returns>
    public string Add(string name, string input)
    {
        var output = $"{name}.activated";
        return activation switch
        {
            FeedForwardActivation.Silu => graph.Node("Mul", output, [input, graph.Node("Sigmoid", $"{name}.sigmoid", [input])]),
            FeedForwardActivation.Gelu => graph.Node("Gelu", output, [input]),
            FeedForwardActivation.GeluTanh => graph.Node("Gelu", output, [input], ("approximate", "tanh")),
            FeedForwardActivation.Relu => graph.Node("Relu", output, [input]),
            FeedForwardActivation.SquaredRelu => Squared(output, graph.Node("Relu", $"{name}.rectified", [input])),
            FeedForwardActivation.Xielu => _xielu.Add($"{name}.act_fn", input),
            _ => throw new InvalidOperationException($"There is no activation {activation}."),
        };
    }

    private string Squared(string name, string input) => graph.Node("Mul", name, [input, input]);
}
