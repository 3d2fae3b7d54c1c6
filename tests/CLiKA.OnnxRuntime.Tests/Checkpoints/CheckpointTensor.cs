namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>A tensor as a safetensors file holds it.</summary>
internal sealed record CheckpointTensor(string Name, string Type, int[] Shape, byte[] Bytes);
