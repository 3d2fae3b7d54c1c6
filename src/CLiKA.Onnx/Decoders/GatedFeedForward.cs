namespace CLiKA.Onnx.Decoders;

/// <summary>Adds feed-forward blocks with a gate to a graph.</summary>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="gates">Adds what gate and other half become together.</param>
/// <param name="inner">Width inside the blocks.</param>
internal sealed class GatedFeedForward(
    DecoderConfiguration configuration, DecoderProjections projections, FeedForwardGates gates, int inner) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, bias) = (configuration.HiddenSize, configuration.FeedForwardBias);
        var gate = projections.Add($"{name}.gate_proj", input, width, inner, bias);
        var up = projections.Add($"{name}.up_proj", input, width, inner, bias);
        return projections.Add($"{name}.down_proj", gates.Add(name, gate, up), inner, width, bias);
    }
}
