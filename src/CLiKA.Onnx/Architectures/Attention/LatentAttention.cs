namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>
/// Multi-head latent attention (MLA), whose keys and values are projected from a shared compressed vector, as in DeepSeek's models (arXiv
/// 2405.04434). Only the last values of a head are rotated, and that part of the keys is shared by all heads.
/// </summary>
/// <param name="QueryRank">Width of the compressed vector that queries are projected from; null where they are projected directly.</param>
/// <param name="KeyValueRank">Width of the compressed vector of keys and values.</param>
/// <param name="RotatedSize">Number of trailing values of a head that are rotated.</param>
/// <param name="ValueSize">Width of a head's value vectors.</param>
public sealed record LatentAttention(int? QueryRank, int KeyValueRank, int RotatedSize, int ValueSize)
{
    /// <summary>
    /// Whether an indexer chooses the tokens that each token attends to, as in DeepSeek V3.2. In texts up to the longest it chooses all of them, and is left
    /// out.
    /// </summary>
    public bool HasIndexer { get; init; }

    /// <summary>Epsilon of the normalization of the compressed vectors, as in HuggingFace's classes.</summary>
    internal const double Epsilon = 1e-6;
}
