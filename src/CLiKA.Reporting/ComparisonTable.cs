using System.Globalization;
using System.Text;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>
/// Two measurements compared: which metrics differ, as in a baseline's diff, and for each cell whether the difference is more than chance.
/// </summary>
public static class ComparisonTable
{
    /// <summary>Renders a comparison.</summary>
    /// <param name="baseline">The accepted measurement; null if there is none.</param>
    /// <param name="received">The received measurement.</param>
    /// <param name="judgement">The judgement on the two.</param>
    /// <returns>Lines of text, each ended by a newline.</returns>
    public static string Render(Measurement? baseline, Measurement received, Judgement judgement)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{baseline?.Model ?? "no baseline"} → {received.Model}{CandidateAt(baseline, received)}\n");
        if (baseline is not null)
        {
            text.Append(MetricsDiff.Render(baseline, received));
        }

        var grid = new TextGrid();
        var isPooled = judgement.Policy.Tests == TestFamily.Pooled;
        string[] detectable = isPooled ? ["detectable"] : [];
        grid.Add("probe set", ["language", "n", "before", "now", "change", "lost", "won", "p (Holm)", .. detectable, string.Empty]);
        foreach (var set in received.ProbeSets)
        {
            var before = baseline?.In(set.ProbeSet);
            foreach (var cell in set.Languages)
            {
                grid.Add(set.ProbeSet, Row(before?.In(cell.Language), cell, judgement.Cell(set.ProbeSet, cell.Language), isPooled));
            }
        }

        text.Append(grid);
        if (!judgement.Pools.IsEmpty)
        {
            text.Append('\n').Append(Pools(judgement)).Append('\n');
        }

        return text.Append(JudgementSummary.Render(judgement)).Append('\n')
            .AppendJoin(string.Empty, MeasurementDoubts.Of(received, judgement.Policy).Select(doubt => $"{doubt}\n")).ToString();
    }

    // A candidate has the name of the model that it may replace.
    private static string CandidateAt(Measurement? baseline, Measurement received) =>
        received is { StandsInFor: not null, Place: { } place } && received.Model == baseline?.Model ? $", candidate at {ShownPath.Of(place)}" : string.Empty;

    private static TextGrid Pools(Judgement judgement)
    {
        var grid = new TextGrid();
        grid.Add("over all languages", ["level", "items", "before", "now", "change", "p (Holm)", "detectable", string.Empty]);
        foreach (var pool in judgement.Pools)
        {
            grid.Add(pool.ProbeSet,
            [
                pool.Level.ToString(),
                $"{pool.Items}",
                ReportNumber.Fine(pool.Before),
                ReportNumber.Fine(pool.Now),
                ReportNumber.Points(pool.Change),
                ReportNumber.Probability(pool.AdjustedP),
                ReportNumber.Loss(pool.DetectableLoss),
                EnumName.Of(pool.Verdict),
            ]);
        }

        return grid;
    }

    private static IEnumerable<string> Row(LanguageMeasurement? before, LanguageMeasurement now, CellComparison? comparison, bool isPooled)
    {
        string[] known = [now.Language.Code, $"{now.Count}", ReportNumber.Fine(before?.Accuracy), ReportNumber.Fine(now.Accuracy)];
        string[] compared = comparison is null
            ? []
            :
            [
                ReportNumber.Points(comparison.Change),
                $"{comparison.Lost.Length}",
                $"{comparison.Won.Length}",
                ReportNumber.Probability(comparison.AdjustedP),
                .. isPooled ? (string[])[ReportNumber.Loss(comparison.DetectableLoss)] : [],
                comparison.Verdict == CellVerdict.Unchanged ? string.Empty : EnumName.Of(comparison.Verdict),
            ];
        return known.Concat(compared);
    }
}
