using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>Adds the rates at which states decay, which checkpoints hold as logarithms of their sizes, to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="heads">Number of heads of a block.</param>
internal sealed class DecayRates(OnnxGraph graph, GraphWeights weights, int heads)
{
    private readonly ConstantFactor _sign = new(graph, "decay.sign", -1, OnnxElementType.Float);

    /// <summary>Adds the rates of one block.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <returns>The name of the rates [heads], which are below 0, in 32 bits.</returns>
    public string Add(string name) => _sign.Times($"{name}.A", graph.Node("Exp", $"{name}.A.size", [weights.Exact($"{name}.A_log", heads)]));
}
