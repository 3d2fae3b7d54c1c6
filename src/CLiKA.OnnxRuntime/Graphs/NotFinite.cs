namespace CLiKA.OnnxRuntime.Graphs;

/// <summary>The error of a model whose numbers have gone out of bounds, of which no answer can be read.</summary>
internal static class NotFinite
{
    /// <summary>Makes the error.</summary>
    /// <param name="folder">The model.</param>
    /// <param name="graph">Its graph.</param>
    /// <param name="doing">What the model was doing, for example <c>answers item '7'</c>.</param>
    public static InvalidInputException In(ModelFolder folder, IDecoderGraph graph, string doing)
    {
        // The usual cause: many a model that was trained with bfloat16's range has larger numbers inside.
        var cause = graph.HasHalves
            ? " It computes with 16 bits, where numbers end at 65,504; export it to compute with 32 (--dtype f16 stores 16)."
            : string.Empty;
        return new(folder.GraphPath, $"the model {doing} with logits that are not finite numbers.{cause}");
    }
}
