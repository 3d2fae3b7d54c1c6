using CLiKA.Metrics;

namespace CLiKA.Measurements.Noise;

/// <summary>The noise of one level of a probe set over all its languages: how far it moved when the same weights were asked in another way.</summary>
/// <param name="Level">Performance or Consistency.</param>
/// <param name="Variant">The way of asking that moved it most; null where none moved it.</param>
/// <param name="Change">
/// Change of the accuracy over all (item, language) pairs, or of the correct overlap of English with all other languages, in [-1, 1].
/// </param>
public sealed record PoolNoise(Level Level, string? Variant, double Change);
