namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Residual streams side by side, as in Gemma 3n: a layer predicts all of them, its blocks compute the first one, and the others are corrected by what
/// was wrong with its prediction (Baykal et al., "Alternating Updates for Efficient Transformers", NeurIPS 2023).
/// </summary>
/// <param name="Streams">Number of streams.</param>
/// <param name="ScalesOutput">Whether what the embeddings by layer are multiplied with has learned factors.</param>
public sealed record AlternatingUpdates(int Streams, bool ScalesOutput);
