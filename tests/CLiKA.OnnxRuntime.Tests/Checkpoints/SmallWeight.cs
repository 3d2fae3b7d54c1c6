namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>A weight to write.</summary>
internal sealed record SmallWeight(string Name, int[] Shape, float[] Values);
