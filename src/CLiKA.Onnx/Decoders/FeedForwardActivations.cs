using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph what values go through inside feed-forward blocks.</summary>
/// <param name="graph">The graph.</param>
/// <param name="activation">What they go through.</param>
/// <param name="weights">Gives the weights.</param>
internal sealed class FeedForwardActivations(OnnxGraph graph, FeedForwardActivation activation, GraphWeights weights)
{
    private readonly XieluActivation _xielu = new(graph, weights);

    /// <summary>Adds what one block's values go through.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="input">Name of the values.</param>
    /// <returns>The name of what comes out.</returns>
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
