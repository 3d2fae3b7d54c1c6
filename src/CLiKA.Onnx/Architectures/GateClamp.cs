namespace CLiKA.Onnx.Architectures;

/// <summary>
/// How a feed-forward block keeps gate and other half in bounds, as in gpt-oss: with both at most the limit, and the other half at least
/// minus the limit, it is gate sigmoid(steepness gate) (other half + 1).
/// </summary>
/// <param name="Steepness">By what the gate is multiplied before its sigmoid is taken.</param>
/// <param name="Limit">The bound.</param>
public sealed record GateClamp(double Steepness, double Limit);
