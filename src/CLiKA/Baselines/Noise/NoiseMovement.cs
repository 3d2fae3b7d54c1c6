using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Noise;

/// <summary>How far something moved when the same weights were asked in another way.</summary>
/// <param name="Kind">In what the way differed.</param>
/// <param name="Size">How far, in whichever direction, in [0, 1]: of accuracy, or of the correct overlap.</param>
public sealed record NoiseMovement(NoiseKind Kind, double Size);
