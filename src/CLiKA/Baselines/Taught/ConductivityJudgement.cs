using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;

namespace CLiKA.Baselines.Taught;

/// <summary>The judgement of a run's conductivity: the verdict, and the comparisons that it rests on.</summary>
/// <param name="Cells">Every cell that could be compared.</param>
/// <param name="Objections">The reasons why cells could not be compared.</param>
public sealed record ConductivityJudgement(
    ImmutableArray<ConductivityComparison> Cells, ImmutableArray<ConductivityObjection> Objections)
{
    /// <summary>The verdict: the worst over all cells and objections.</summary>
    public Verdict Verdict => Objections.Select(objection => objection.Verdict).Concat(Cells.Select(VerdictOf)).Append(Verdict.Pass).Max();

    /// <summary>Returns the comparison of one cell.</summary>
    /// <param name="world">Identifier of the world.</param>
    /// <param name="language">The language.</param>
    /// <returns>The comparison; null where the cell could not be compared.</returns>
    public ConductivityComparison? Cell(string world, Language language) =>
        Cells.FirstOrDefault(cell => cell.World == world && cell.Language == language);

    // The conductivity of what was not taught could not be measured.
    private static Verdict VerdictOf(ConductivityComparison cell) => cell.Verdict switch
    {
        ConductivityVerdict.Regressed => Verdict.Regressed,
        ConductivityVerdict.Changed => Verdict.Changed,
        ConductivityVerdict.NotTaught => Verdict.NotComparable,
        _ => Verdict.Pass,
    };
}
