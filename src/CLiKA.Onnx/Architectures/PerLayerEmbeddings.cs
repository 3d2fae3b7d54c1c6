namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Token embeddings that each layer has for itself, as in Gemma 3n and 4: added to a projection of the model's embeddings, they are multiplied into a gated
/// projection of the layer's output.
/// </summary>
/// <param name="VocabularySize">Number of token ids.</param>
/// <param name="Size">Width of a layer's embeddings.</param>
/// <param name="Scale">The factor that multiplies them.</param>
public sealed record PerLayerEmbeddings(int VocabularySize, int Size, double Scale)
{
    /// <summary>
    /// Whether tokens beyond the vocabulary, which stand for images and sounds, have the embeddings of the first one, as in Gemma 3n; otherwise the
    /// vocabulary has to contain all tokens.
    /// </summary>
    public bool SharesFirst { get; init; }
}
