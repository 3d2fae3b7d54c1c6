using System.Collections.Immutable;

namespace CLiKA.Measurements;

/// <summary>What one model showed in a run.</summary>
/// <param name="Model">Name of the model.</param>
/// <param name="ProbeSets">One measurement for each probe set.</param>
public sealed record Measurement(string Model, ImmutableArray<ProbeSetMeasurement> ProbeSets)
{
    /// <summary>How many (probe set, language) cells were measured.</summary>
    public int Cells => ProbeSets.Sum(set => set.Languages.Length);
}
