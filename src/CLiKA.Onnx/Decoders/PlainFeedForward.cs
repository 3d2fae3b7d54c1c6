namespace CLiKA.Onnx.Decoders;

/// <summary>Adds feed-forward blocks without a gate to a graph.</summary>
/// <param name="configuration">Shape of the model.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="activations">Adds what values go through.</param>
internal sealed class PlainFeedForward(
    DecoderConfiguration configuration, DecoderProjections projections, FeedForwardActivations activations) : IFeedForward
{
    public string Add(string name, string input)
    {
        var (width, inner, bias) = (configuration.HiddenSize, configuration.IntermediateSize, configuration.FeedForwardBias);
        var up = projections.Add($"{name}.up_proj", input, width, inner, bias);
        return projections.Add($"{name}.down_proj", activations.Add(name, up), inner, width, bias);
    }
}
