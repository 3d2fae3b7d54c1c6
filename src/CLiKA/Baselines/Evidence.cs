using System.Collections.Immutable;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines;

/// <summary>All that the judge sees of a model: what it showed now, and what that is held against.</summary>
/// <param name="Received">What the model showed now.</param>
/// <param name="Accepted">What was accepted last; null where nothing was.</param>
public sealed record Evidence(Measurement Received, Measurement? Accepted)
{
    /// <summary>How far the model moves by itself, by probe set; empty where that was not measured.</summary>
    public ImmutableArray<ProbeSetNoise> Noise { get; init; } = [];

    /// <summary>
    /// The baselines of all probe sets that the run has as configured, with what the last release showed: also of sets that were not
    /// received, since they are members of the family of tests.
    /// </summary>
    public ImmutableArray<AcceptedBaseline> Baselines { get; init; } = [];
}
