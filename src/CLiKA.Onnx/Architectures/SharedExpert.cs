namespace CLiKA.Onnx.Architectures;

/// <summary>A feed-forward block that every token goes through beside the experts that are chosen for it.</summary>
/// <param name="IntermediateSize">Width inside the block.</param>
/// <param name="HasGate">Whether what comes out is multiplied by a number from 0 to 1 that is learned of the token, as in Qwen 2.</param>
/// <param name="Name">HuggingFace's name of the block, within that of the experts.</param>
public sealed record SharedExpert(int IntermediateSize, bool HasGate, string Name = "shared_expert");
