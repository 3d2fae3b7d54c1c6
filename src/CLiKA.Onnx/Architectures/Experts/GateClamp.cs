namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>
/// The clamped gate of a feed-forward block, as in gpt-oss: gate sigmoid(steepness gate) (up + 1), where the gate is clipped to at most the limit,
/// and the up projection to at most the limit in absolute value.
/// </summary>
/// <param name="Steepness">The factor that multiplies the gate before the sigmoid.</param>
/// <param name="Limit">The bound.</param>
public sealed record GateClamp(double Steepness, double Limit);
