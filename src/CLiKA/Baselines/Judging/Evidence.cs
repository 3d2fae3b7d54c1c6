using System.Collections.Immutable;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Judging;

/// <summary>Everything that the judge knows about a model: what was received, and what that is compared with.</summary>
/// <param name="Received">The received measurement.</param>
/// <param name="Accepted">The measurement that was accepted last; null where there is none.</param>
public sealed record Evidence(Measurement Received, Measurement? Accepted)
{
    /// <summary>The model's noise, by probe set; empty where it was not measured.</summary>
    public ImmutableArray<ProbeSetNoise> Noise { get; init; } = [];

    /// <summary>
    /// The errors in the files of those probe sets, by id, of which a baseline or its noise could not be read. They are in neither list, and what was received
    /// of them cannot pass.
    /// </summary>
    public ImmutableSortedDictionary<string, InvalidInputException> Unreadable { get; init; } =
        ImmutableSortedDictionary.Create<string, InvalidInputException>(StringComparer.Ordinal);

    /// <summary>
    /// The baselines of all configured probe sets, with the measurement at the last release. Probe sets that were not received are included, since
    /// their tests are members of the family.
    /// </summary>
    public ImmutableArray<AcceptedBaseline> Baselines { get; init; } = [];

    /// <summary>Returns the baseline of a probe set.</summary>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The baseline; null where there is none.</returns>
    public AcceptedBaseline? BaselineOf(string probeSet) => Baselines.FirstOrDefault(baseline => baseline.Measurement.ProbeSet == probeSet);
}
