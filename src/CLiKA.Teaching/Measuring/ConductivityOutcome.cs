using System.Collections.Immutable;
using CLiKA.Measurements.Taught;

namespace CLiKA.Teaching.Measuring;

/// <summary>What a run measured of a model's conductivity, and what it could not.</summary>
/// <param name="Worlds">One measurement for each world of which a language was measured.</param>
/// <param name="Faults">Every (world, language) that could not be.</param>
public sealed record ConductivityOutcome(ImmutableArray<ConductivityMeasurement> Worlds, ImmutableArray<TeachingFault> Faults)
{
    /// <summary>Nothing that was to be measured.</summary>
    public static ConductivityOutcome None { get; } = new([], []);
}
