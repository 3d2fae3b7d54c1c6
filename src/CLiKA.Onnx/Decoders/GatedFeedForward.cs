using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds feed-forward blocks with a gate to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="inner">Width inside the blocks.</param>
internal sealed class GatedFeedForward(OnnxGraph graph, DecoderConfiguration configuration, DecoderProjections projections, int inner) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, bias) = (configuration.HiddenSize, configuration.FeedForwardBias);
        var gate = projections.Add($"{name}.gate_proj", input, width, inner, bias);
        var up = projections.Add($"{name}.up_proj", input, width, inner, bias);
        var gated = graph.Node("Mul", $"{name}.gated", [Activate(name, gate), up]);
        return projections.Add($"{name}.down_proj", gated, inner, width, bias);
    }

    private string Activate(string name, string gate) => configuration.Variant.Activation == FeedForwardActivation.GeluTanh
        ? graph.Node("Gelu", $"{name}.activated", [gate], ("approximate", "tanh"))
        : graph.Node("Mul", $"{name}.activated", [gate, graph.Node("Sigmoid", $"{name}.sigmoid", [gate])]);
}
