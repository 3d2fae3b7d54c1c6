namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>A tensor of a safetensors file.</summary>
internal sealed record CheckpointTensor(string Name, string Type, int[] Shape, byte[] Bytes);
