namespace CLiKA.Onnx.Checkpoints;

/// <summary>Where a checkpoint holds a weight of experts.</summary>
/// <param name="Tensor">The tensor that has it.</param>
/// <param name="Shape">The tensor's shape where it is not the weight's.</param>
/// <param name="First">Where in the tensor the weight begins, or the stretch in which it is scattered.</param>
/// <param name="Scatter">How it is scattered; null where its values follow on each other.</param>
internal sealed record ExpertPlace(string Tensor, int[]? Shape = null, long First = 0, ExpertScatter? Scatter = null);
