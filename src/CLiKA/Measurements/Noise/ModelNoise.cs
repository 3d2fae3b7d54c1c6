using System.Collections.Immutable;

namespace CLiKA.Measurements.Noise;

/// <summary>How far a model's answers move when it is asked the same in other ways.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Device">The device of the reference, in words.</param>
/// <param name="ProbeSets">One for each probe set.</param>
/// <param name="NotMeasured">The kinds that were wanted and could not be measured, and why.</param>
public sealed record ModelNoise(
    string Model, string Device, ImmutableArray<ProbeSetNoise> ProbeSets, ImmutableArray<(NoiseKind Kind, string Reason)> NotMeasured);
