using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines;

/// <summary>What the judge says of a run, and why.</summary>
/// <param name="Verdict">The verdict: the worst of all cells and probe sets.</param>
/// <param name="Cells">Every cell that could be compared.</param>
/// <param name="Objections">Why something could not be compared: probe set, verdict and one sentence.</param>
public sealed record Judgement(
    Verdict Verdict,
    ImmutableArray<CellComparison> Cells,
    ImmutableArray<(string ProbeSet, Verdict Verdict, string Reason)> Objections)
{
    /// <summary>The comparison of one cell.</summary>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>The comparison; null where the cell could not be compared.</returns>
    public CellComparison? Cell(string probeSet, Language language) =>
        Cells.FirstOrDefault(cell => cell.ProbeSet == probeSet && cell.Language == language);

    /// <summary>The cells with one verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>The cells, in the order of <see cref="Cells"/>.</returns>
    public IEnumerable<CellComparison> CellsThat(CellVerdict verdict) => Cells.Where(cell => cell.Verdict == verdict);
}
