using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Noise;

/// <summary>The distance that a metric moved when the same weights were asked in another way.</summary>
/// <param name="Kind">The respect in which the way of asking differed.</param>
/// <param name="Size">Absolute change, in [0, 1], of accuracy or of the correct overlap.</param>
public sealed record NoiseMovement(NoiseKind Kind, double Size);
