namespace CLiKA.Onnx.Architectures;

/// <summary>Vectors that are added to the embeddings of tokens for where they stand.</summary>
/// <param name="AreLearned">
/// Whether the checkpoint has them, as GPT-2's and OPT's; else they are sines of all angles and then their cosines, as in XGLM.
/// </param>
/// <param name="First">The number of the vector that the first position has.</param>
public sealed record PositionVectors(bool AreLearned, int First);
