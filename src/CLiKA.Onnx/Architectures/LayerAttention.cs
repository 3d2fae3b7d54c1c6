namespace CLiKA.Onnx.Architectures;

/// <summary>What one layer's attention sees.</summary>
/// <param name="Window">How many positions a query sees, its own the last; null for all before it.</param>
/// <param name="Rotation">How queries and keys are turned by their positions; null where they are not.</param>
public sealed record LayerAttention(int? Window, Rotation? Rotation);
