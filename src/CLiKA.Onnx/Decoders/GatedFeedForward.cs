using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds feed-forward blocks with a gate to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="activations">Adds what gates go through.</param>
/// <param name="inner">Width inside the blocks.</param>
internal sealed class GatedFeedForward(
    OnnxGraph graph, DecoderConfiguration configuration, DecoderProjections projections, FeedForwardActivations activations, int inner) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, bias) = (configuration.HiddenSize, configuration.FeedForwardBias);
        var gate = projections.Add($"{name}.gate_proj", input, width, inner, bias);
        var up = projections.Add($"{name}.up_proj", input, width, inner, bias);
        var gated = graph.Node("Mul", $"{name}.gated", [activations.Add(name, gate), up]);
        return projections.Add($"{name}.down_proj", gated, inner, width, bias);
    }
}
