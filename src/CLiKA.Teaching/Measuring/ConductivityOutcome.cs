using System.Collections.Immutable;
using CLiKA.Measurements.Taught;

namespace CLiKA.Teaching.Measuring;

/// <summary>The conductivity that a run measured of a model, and what could not be measured.</summary>
/// <param name="Worlds">One measurement for each world with at least one measured language.</param>
/// <param name="Faults">Every (world, language) that could not be measured.</param>
public sealed record ConductivityOutcome(ImmutableArray<ConductivityMeasurement> Worlds, ImmutableArray<TeachingFault> Faults)
{
    /// <summary>The outcome if nothing was to be measured.</summary>
    public static ConductivityOutcome None { get; } = new([], []);
}
