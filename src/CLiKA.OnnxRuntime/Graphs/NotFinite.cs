namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>The error for a model whose logits are not finite, so that no answer can be read from them.</summary>
internal static class NotFinite
{
    /// <summary>Creates the error.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="doing">What the model was doing, for example <c>answers item '7'</c>.</param>
    public static InvalidInputException In(ModelFolder folder, IDecoderGraph graph, string doing)
    {
        // The usual cause: activations of a model that was trained in bfloat16 exceed the range of float16.
        var cause = graph.HasHalves
            ? " It computes in 16 bits, where the largest number is 65,504; export it to compute in 32 bits (--dtype f16 only stores weights in 16)."
            : string.Empty;
        return new(folder.GraphPath, $"the model {doing} with logits that are not finite numbers.{cause}");
    }
}
