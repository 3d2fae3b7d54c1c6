using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph what multiplies by a matrix, with its bias and its adapter.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weights">Gives the weights.</param>
/// <param name="lora">The projections that take adapters.</param>
internal sealed class DecoderProjections(OnnxGraph graph, GraphWeights weights, LoraBranches lora)
{
    /// <summary>Whether a projection's matrix is rounded to whole numbers as it passes.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    public bool IsRounded(string name, int inputs, int outputs) => weights.IsRounded($"{name}.weight", outputs, inputs);

    /// <summary>Adds a projection.</summary>
    /// <param name="name">HuggingFace's name of the projection.</param>
    /// <param name="input">Name of the values.</param>
    /// <param name="inputs">Width of what goes in.</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <param name="hasBias">Whether a bias is added.</param>
    /// <returns>The name of what comes out.</returns>
    public string Add(string name, string input, int inputs, int outputs, bool hasBias)
    {
        var product = weights.Product(name, input, $"{name}.weight", outputs, inputs);
        var output = hasBias ? graph.Node("Add", $"{name}.biased", [product, weights.Vector($"{name}.bias", outputs)]) : product;
        return lora.Adapt(name, input, output, inputs, outputs);
    }
}
