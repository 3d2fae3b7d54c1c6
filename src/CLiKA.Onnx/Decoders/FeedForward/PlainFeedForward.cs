namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds feed-forward blocks without a gate to a graph.</summary>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="activations">Adds the activation function.</param>
/// <param name="outer">Width of their inputs and outputs.</param>
/// <param name="inner">Width inside the blocks.</param>
internal sealed class PlainFeedForward(
    DecoderConfiguration configuration, DecoderProjections projections, FeedForwardActivations activations, int outer, int inner) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, bias) = (outer, configuration.FeedForwardBias);
        var (up, down) = ($"{name}.up_proj", $"{name}.down_proj");
        var between = projections.Between([up], down, width, inner);
        return projections.Add(down, activations.Add(name, projections.Add(up, input, width, between, bias)), between, width, bias);
    }
}
