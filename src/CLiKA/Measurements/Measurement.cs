using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Measurements.Taught;

namespace CLiKA.Measurements;

/// <summary>The measurement of one model in one run.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="ProbeSets">One measurement for each probe set.</param>
public sealed record Measurement(string Model, ImmutableArray<ProbeSetMeasurement> ProbeSets)
{
    /// <summary>Number of (probe set, language) cells.</summary>
    public int Cells => ProbeSets.Sum(set => set.Languages.Length);

    /// <summary>Returns the measurement of one probe set.</summary>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <returns>The measurement; null where the set was not asked.</returns>
    public ProbeSetMeasurement? In(string probeSet) => ProbeSets.FirstOrDefault(set => set.ProbeSet == probeSet);

    /// <summary>Location of the model that answered: its folder, or its server and its name there; null where it was not recorded.</summary>
    public string? Place { get; init; }

    /// <summary>Location of the configured model, where a candidate was asked in its place; otherwise null.</summary>
    public string? StandsInFor { get; init; }

    /// <summary>One measurement of conductivity for each fictional world that the model was taught.</summary>
    public ImmutableArray<ConductivityMeasurement> Worlds { get; init; } = [];

    /// <summary>Describes the model that answered.</summary>
    /// <param name="place">Location of the model that answered.</param>
    /// <returns><c>model at FOLDER</c>, or <c>candidate at FOLDER, in place of FOLDER</c>; folders as <see cref="ShownPath"/> shows them.</returns>
    public string OriginAt(string place) => StandsInFor is null
        ? $"model at {ShownPath.Of(place)}"
        : $"candidate at {ShownPath.Of(place)}, in place of {ShownPath.Of(StandsInFor)}";
}
