using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements.Noise;

namespace CLiKA.Reporting;

/// <summary>Describes how a model's noise affects a judgement.</summary>
internal static class NoiseSummary
{
    /// <summary>
    /// Returns a sentence for each test whose change is within the noise, one for how far the model moves by itself, and the judge's remarks;
    /// nothing if no noise was measured.
    /// </summary>
    public static IEnumerable<string> Lines(Judgement judgement)
    {
        foreach (var cell in judgement.Cells.Concat(judgement.CellsSinceRelease).Where(cell => cell.Verdict == CellVerdict.WithinNoise))
        {
            yield return Within($"{cell.ProbeSet}, {cell.Language}", cell.Since, "accuracy", cell.Change, cell.Noise!.Used!);
        }

        foreach (var pool in judgement.Pools.Concat(judgement.PoolsSinceRelease).Where(pool => pool.Verdict == CellVerdict.WithinNoise))
        {
            yield return Within(
                $"{pool.ProbeSet}, {pool.Level} over {pool.Languages} languages",
                pool.Since,
                JudgementSummary.MetricOf(pool.Level),
                pool.Change!.Value,
                pool.Noise!.Used!);
        }

        var floor = Floor(judgement);
        if (floor.Length > 0)
        {
            yield return floor;
        }

        foreach (var remark in judgement.Remarks)
        {
            yield return remark;
        }
    }

    /// <summary>
    /// Counts the cells in which noise exceeds the margin and replaces it; cells in which no loss is tolerated do not count, since noise excuses
    /// nothing there.
    /// </summary>
    public static int RaisedIn(Judgement judgement) =>
        judgement.Cells.Count(cell => cell.AdjustedP is not null && cell.Noise?.Used?.Size > judgement.Policy.MinimumDrop);

    /// <summary>How the model was asked, as a sentence says it.</summary>
    /// <param name="kind">In what that differed.</param>
    /// <returns>For example <c>in other batches</c>.</returns>
    public static string Phrase(NoiseKind kind) => kind switch
    {
        NoiseKind.Batch => "in other batches",
        NoiseKind.Threads => "with other numbers of threads",
        NoiseKind.Device => "on another class of device",
        NoiseKind.Wordings => "in other wordings",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static string Within(string test, ReferencePoint? since, string metric, double change, NoiseMovement noise) =>
        $"{test}: within noise{JudgementSummary.Since(since)}. It {(change < 0 ? "lost" : "won")} {ReportNumber.Loss(Math.Abs(change))} points of {metric}; the same model asked "
        + $"{Phrase(noise.Kind)} moved by {ReportNumber.Loss(noise.Size)} points.";

    private static string Floor(Judgement judgement)
    {
        var cells = judgement.Cells.Where(cell => cell.Noise is not null).ToList();
        string[] parts =
        [
            Furthest("when run differently", [.. cells.Select(cell => (cell, cell.Noise!.Execution))]),
            Furthest("when asked in other wordings", [.. cells.Select(cell => (cell, cell.Noise!.Wordings))]),
        ];
        var movements = parts.Where(part => part.Length > 0).ToList();
        var raised = RaisedIn(judgement);
        return movements.Count == 0 ? string.Empty
            : $"Noise: the same model moved {string.Join(", and ", movements)}."
                + (raised == 0 ? string.Empty : $" That raises the margin in {raised} {(raised == 1 ? "cell" : "cells")}.");
    }

    private static string Furthest(string what, List<(CellComparison Cell, NoiseMovement? Noise)> cells)
    {
        var measured = cells.Where(entry => entry.Noise is not null).ToList();
        if (measured.Count == 0)
        {
            return string.Empty;
        }

        var (cell, noise) = measured.MaxBy(entry => entry.Noise!.Size);
        return noise!.Size == 0
            ? $"no cell {what}"
            : $"a cell by up to {ReportNumber.Loss(noise.Size)} points ({cell.ProbeSet}, {cell.Language}) {what}";
    }
}
