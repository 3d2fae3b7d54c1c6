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

    /// <summary>Where the model was that answered: its folder, or its server and the name there; null where that was not recorded.</summary>
    public string? Place { get; init; }

    /// <summary>Where the configured model is, where a candidate was asked in its place; null where none was.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>One measurement of conductivity for each fictional world that the model was taught.</summary>
    public ImmutableArray<ConductivityMeasurement> Worlds { get; init; } = [];

    /// <summary>Whose answers these are, in words.</summary>
    /// <param name="place">Where the model was that answered.</param>
    /// <returns><c>asked from FOLDER</c>, and <c>, in the place of FOLDER</c> where it was a candidate.</returns>
    public string OriginAt(string place) =>
        StandsInFor is null ? $"model at {place}" : $"candidate at {place}, in place of {StandsInFor}";
}
