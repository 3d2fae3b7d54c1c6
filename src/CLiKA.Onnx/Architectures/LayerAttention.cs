namespace CLiKA.Onnx.Architectures;

/// <summary>The attention of one layer.</summary>
/// <param name="Window">
/// Size of the sliding window: number of positions that a query attends to, including its own; null for full causal attention.
/// </param>
/// <param name="Rotation">The rotary embedding of queries and keys; null for none.</param>
public sealed record LayerAttention(int? Window, Rotation? Rotation);
