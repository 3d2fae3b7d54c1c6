namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Attention whose keys and values come out of a narrow projection that they share, as in DeepSeek's models (arXiv 2405.04434, MLA). A head's
/// first values do not turn; of those that do, all heads have the same keys.
/// </summary>
/// <param name="QueryRank">Width of a narrow projection that queries come out of; null where they are projected at once.</param>
/// <param name="KeyValueRank">Width of that of keys and values.</param>
/// <param name="Turned">How many values of a head turn, the last ones.</param>
/// <param name="ValueSize">Width of a head's values.</param>
public sealed record LatentAttention(int? QueryRank, int KeyValueRank, int Turned, int ValueSize)
{
    /// <summary>What is added to the mean square before its root is taken, where what is narrow is normalized: what HuggingFace's classes take.</summary>
    internal const double Epsilon = 1e-6;
}
