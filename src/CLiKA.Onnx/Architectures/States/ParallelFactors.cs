namespace CLiKA.Onnx.Architectures.States;

/// <summary>The factors of attention and of a block with a state that run side by side in a layer, as in Falcon-H1.</summary>
/// <param name="IntoAttention">The factor that multiplies the input of attention.</param>
/// <param name="OutOfAttention">The factor that multiplies the output of attention.</param>
/// <param name="IntoState">The factor that multiplies the input of the block with a state.</param>
/// <param name="OutOfState">The factor that multiplies the output of the block with a state.</param>
public sealed record ParallelFactors(double IntoAttention, double OutOfAttention, double IntoState, double OutOfState);
