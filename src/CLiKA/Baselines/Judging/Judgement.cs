using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines.Judging;

/// <summary>The judgement of a run: the verdict, and the comparisons that it rests on.</summary>
/// <param name="Verdict">The verdict: the worst over all cells, pooled tests and probe sets.</param>
/// <param name="Cells">Every cell that could be compared.</param>
/// <param name="Objections">The reasons why probe sets could not be compared.</param>
public sealed record Judgement(
    Verdict Verdict,
    ImmutableArray<CellComparison> Cells,
    ImmutableArray<Objection> Objections)
{
    /// <summary>The policy of the judgement.</summary>
    public JudgePolicy Policy { get; init; } = new();

    /// <summary>
    /// Every pooled test; empty where only cells are tested. Probe sets whose baseline has languages that were not received, or in which no loss is
    /// allowed, have none.
    /// </summary>
    public ImmutableArray<PoolComparison> Pools { get; init; } = [];

    /// <summary>
    /// One sentence each for evidence that did not count, evidence that should have counted but is missing, and probe sets whose losses do not
    /// accumulate from the release.
    /// </summary>
    public ImmutableArray<string> Remarks { get; init; } = [];

    /// <summary>
    /// The comparison of cells with the last release, where that is not the measurement accepted last: it shows what was lost in small steps since.
    /// Only a regression counts here.
    /// </summary>
    public ImmutableArray<CellComparison> CellsSinceRelease { get; init; } = [];

    /// <summary>The pooled tests of the comparison with the last release.</summary>
    public ImmutableArray<PoolComparison> PoolsSinceRelease { get; init; } = [];

    /// <summary>The comparison with the last release alone, as a judgement of its own.</summary>
    public Judgement AgainstRelease => this with { Cells = CellsSinceRelease, Pools = PoolsSinceRelease, CellsSinceRelease = [], PoolsSinceRelease = [] };

    /// <summary>Every failing cell, compared with the measurement accepted last or with the release.</summary>
    public IEnumerable<CellComparison> FailedCells => Cells.Concat(CellsSinceRelease)
        .Where(cell => cell.Verdict is CellVerdict.Regressed or CellVerdict.Changed);

    /// <summary>Every failing pooled test, compared with the measurement accepted last or with the release.</summary>
    public IEnumerable<PoolComparison> FailedPools => Pools.Concat(PoolsSinceRelease).Where(pool => pool.Verdict == CellVerdict.Regressed);

    /// <summary>
    /// Approximate number of items at which the test of the inconclusive cell with the most changed answers detects a loss as large as the margin
    /// with a power of 80%; null where no cell is inconclusive, or no number of items suffices.
    /// </summary>
    public int? ItemsToSettle { get; init; }

    /// <summary>Returns the comparison of one cell.</summary>
    /// <param name="probeSet">Identifier of the probe set.</param>
    /// <param name="language">The language.</param>
    /// <returns>The comparison; null where the cell could not be compared.</returns>
    public CellComparison? Cell(string probeSet, Language language) =>
        Cells.FirstOrDefault(cell => cell.ProbeSet == probeSet && cell.Language == language);

    /// <summary>Returns the cells with a given verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>The cells, in the order of <see cref="Cells"/>.</returns>
    public IEnumerable<CellComparison> CellsThat(CellVerdict verdict) => Cells.Where(cell => cell.Verdict == verdict);

    /// <summary>Returns the pooled tests with a given verdict.</summary>
    /// <param name="verdict">The verdict.</param>
    /// <returns>The tests, in the order of <see cref="Pools"/>.</returns>
    public IEnumerable<PoolComparison> PoolsThat(CellVerdict verdict) => Pools.Where(pool => pool.Verdict == verdict);
}
