using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines;

/// <summary>What the judge says of a run, and why.</summary>
/// <param name="Verdict">The verdict: the worst of all cells, pooled tests and probe sets.</param>
/// <param name="Cells">Every cell that could be compared.</param>
/// <param name="Objections">Why probe sets could not be compared.</param>
public sealed record Judgement(
    Verdict Verdict,
    ImmutableArray<CellComparison> Cells,
    ImmutableArray<Objection> Objections)
{
    /// <summary>The policy that it was judged by.</summary>
    public JudgePolicy Policy { get; init; } = new();

    /// <summary>
    /// Every pooled test; none where cells alone are tested, and none of a probe set whose baseline has languages that were not received, or of which
    /// no loss is let pass.
    /// </summary>
    public ImmutableArray<PoolComparison> Pools { get; init; } = [];

    /// <summary>
    /// What did not count as evidence though it is there, or was missing where it should have counted, and where losses do not add up from the
    /// release: one sentence each.
    /// </summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>
    /// The cells held against the last release, where the release is not what was accepted last: what was lost in small steps since. Only a
    /// regression counts here.
    /// </summary>
    public ImmutableArray<CellComparison> CellsSinceRelease { get; init; } = [];

    /// <summary>The pooled tests held against the last release, likewise.</summary>
    public ImmutableArray<PoolComparison> PoolsSinceRelease { get; init; } = [];

    /// <summary>The comparison with the last release alone, as a judgement of its own.</summary>
    public Judgement AgainstRelease => this with { Cells = CellsSinceRelease, Pools = PoolsSinceRelease, CellsSinceRelease = [], PoolsSinceRelease = [] };

    /// <summary>Every cell that fails, against what was accepted last or against the release.</summary>
    public IEnumerable<CellComparison> FailedCells => Cells.Concat(CellsSinceRelease)
        .Where(cell => cell.Verdict is CellVerdict.Regressed or CellVerdict.Changed);

    /// <summary>Every pooled test that fails, likewise.</summary>
    public IEnumerable<PoolComparison> FailedPools => Pools.Concat(PoolsSinceRelease).Where(pool => pool.Verdict == CellVerdict.Regressed);

    /// <summary>
    /// About how many items a probe set needs for a loss of the margin's size to be found in four of five runs even in the inconclusive
    /// cell with the most changed answers; null where no cell is inconclusive, or no number of items would do.
    /// </summary>
    public int? ItemsToSettle { get; init; }

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

    /// <summary>The pooled tests with one verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>The tests, in the order of <see cref="Pools"/>.</returns>
    public IEnumerable<PoolComparison> PoolsThat(CellVerdict verdict) => Pools.Where(pool => pool.Verdict == verdict);
}
