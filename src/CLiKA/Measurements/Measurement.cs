using System.Collections.Immutable;
using CLiKA.Measurements.Taught;

namespace CLiKA.Measurements;

/// <summary>What one model showed in a run.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="ProbeSets">One measurement for each probe set.</param>
public sealed record Measurement(string Model, ImmutableArray<ProbeSetMeasurement> ProbeSets)
{
    /// <summary>How many (probe set, language) cells were measured.</summary>
    public int Cells => ProbeSets.Sum(set => set.Languages.Length);

    /// <summary>The measurement of one probe set.</summary>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The measurement; null where the set was not asked.</returns>
    public ProbeSetMeasurement? In(string probeSet) => ProbeSets.FirstOrDefault(set => set.ProbeSet == probeSet);

    /// <summary>One measurement of conductivity for each fictional world that the model was taught.</summary>
    public ImmutableArray<ConductivityMeasurement> Worlds { get; init; } = [];
}
