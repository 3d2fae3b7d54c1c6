namespace CLiKA.Onnx.Architectures.Experts;

/// <summary>A feed-forward block that every token passes through in addition to its selected experts.</summary>
/// <param name="IntermediateSize">Width inside the block.</param>
/// <param name="HasGate">Whether its output is multiplied by the sigmoid of a learned projection of the token, as in Qwen 2.</param>
/// <param name="Name">HuggingFace's name of the block, within that of the experts.</param>
public sealed record SharedExpert(int IntermediateSize, bool HasGate, string Name = "shared_expert");
