namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds feed-forward blocks with a gate to a graph.</summary>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="gates">Adds the combination of gate and up projection.</param>
/// <param name="outer">Width of their inputs and outputs.</param>
/// <param name="inner">Width inside the blocks.</param>
/// <param name="sparse">Adds the selection of gates; null for all.</param>
internal sealed class GatedFeedForward(
    DecoderConfiguration configuration, DecoderProjections projections, FeedForwardGates gates, int outer, int inner, SparseGates? sparse = null) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, bias) = (outer, configuration.FeedForwardBias);
        var (gate, up, down) = ($"{name}.gate_proj", $"{name}.up_proj", $"{name}.down_proj");

        // Zeros in a row would change the mean of its gates.
        var between = sparse is null ? projections.Between([gate, up], down, width, inner) : inner;
        var gated = projections.Add(gate, input, width, between, bias);
        var opened = gates.Add(name, sparse?.Add(name, gated) ?? gated, projections.Add(up, input, width, between, bias));
        return projections.Add(down, opened, between, width, bias);
    }
}
