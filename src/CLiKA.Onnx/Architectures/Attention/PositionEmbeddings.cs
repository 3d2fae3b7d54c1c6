namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>Absolute position embeddings, which are added to token embeddings.</summary>
/// <param name="AreLearned">
/// Whether they are learned and in the checkpoint, as in GPT-2 and OPT; otherwise they are sinusoidal, all sines followed by all cosines, as in XGLM.
/// </param>
/// <param name="First">Index of the embedding of the first position.</param>
public sealed record PositionEmbeddings(bool AreLearned, int First);
