namespace CLiKA.Onnx.Checkpoints;

/// <summary>The location of an expert's weight in a checkpoint.</summary>
/// <param name="Tensor">Name of the tensor that contains it.</param>
/// <param name="Shape">The tensor's shape where it differs from the weight's.</param>
/// <param name="First">Offset in the tensor of the weight, or of the segment that contains it.</param>
/// <param name="View">Where its values are in the segment; null where they are contiguous.</param>
internal sealed record ExpertLocation(string Tensor, int[]? Shape = null, long First = 0, StridedView? View = null);
