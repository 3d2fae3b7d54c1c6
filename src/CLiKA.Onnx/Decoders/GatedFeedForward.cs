namespace CLiKA.Onnx.Decoders;

/// <summary>Adds feed-forward blocks with a gate to a graph.</summary>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="gates">Adds the combination of gate and up projection.</param>
/// <param name="inner">Width inside the blocks.</param>
internal sealed class GatedFeedForward(
    DecoderConfiguration configuration, DecoderProjections projections, FeedForwardGates gates, int inner) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, bias) = (configuration.HiddenSize, configuration.FeedForwardBias);
        var (gate, up, down) = ($"{name}.gate_proj", $"{name}.up_proj", $"{name}.down_proj");
        var between = projections.Between([gate, up], down, width, inner);
        var opened = gates.Add(name, projections.Add(gate, input, width, between, bias), projections.Add(up, input, width, between, bias));
        return projections.Add(down, opened, between, width, bias);
    }
}
