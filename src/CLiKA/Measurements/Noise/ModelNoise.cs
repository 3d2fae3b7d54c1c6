using System.Collections.Immutable;

namespace CLiKA.Measurements.Noise;

/// <summary>The noise of a model: how far its answers move when it is asked the same questions in other ways.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="Device">The device of the reference, in words.</param>
/// <param name="ProbeSets">One for each probe set.</param>
/// <param name="NotMeasured">The requested kinds that could not be measured, with the reasons.</param>
public sealed record ModelNoise(
    string Model, string Device, ImmutableArray<ProbeSetNoise> ProbeSets, ImmutableArray<(NoiseKind Kind, string Reason)> NotMeasured);
