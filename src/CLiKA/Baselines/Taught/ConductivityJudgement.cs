using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines.Taught;

/// <summary>What the judge says of the conductivity of a run, and why.</summary>
/// <param name="Cells">Every cell that could be compared.</param>
/// <param name="Objections">Why something could not be compared.</param>
public sealed record ConductivityJudgement(
    ImmutableArray<ConductivityComparison> Cells, ImmutableArray<ConductivityObjection> Objections)
{
    /// <summary>The verdict: the worst of all cells and objections.</summary>
    public Verdict Verdict => Objections.Select(objection => objection.Verdict).Concat(Cells.Select(VerdictOf)).Append(Verdict.Pass).Max();

    /// <summary>The comparison of one cell.</summary>
    /// <param name="world">Identifier of the world.</param>
    /// <param name="language">The language.</param>
    /// <returns>The comparison; null where the cell could not be compared.</returns>
    public ConductivityComparison? Cell(string world, Language language) =>
        Cells.FirstOrDefault(cell => cell.World == world && cell.Language == language);

    // What was not taught was not measured.
    private static Verdict VerdictOf(ConductivityComparison cell) => cell.Verdict switch
    {
        ConductivityVerdict.Regressed => Verdict.Regressed,
        ConductivityVerdict.Changed => Verdict.Changed,
        ConductivityVerdict.NotTaught => Verdict.NotComparable,
        _ => Verdict.Pass,
    };
}
