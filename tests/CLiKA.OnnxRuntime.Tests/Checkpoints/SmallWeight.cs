namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>A weight that is to be written.</summary>
internal sealed record SmallWeight(string Name, int[] Shape, float[] Values);
