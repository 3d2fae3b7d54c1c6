using System.Globalization;
using System.Text;
using CLiKA.Baselines;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Metrics;

namespace CLiKA.Reporting;

/// <summary>Summarizes a judgement in a few sentences: the verdict, and what losses could have gone undetected.</summary>
public static class JudgementSummary
{
    /// <summary>The reason given for a cell that is judged without a test.</summary>
    internal const string NoLoss = "no loss is allowed in this set";

    /// <summary>Renders a judgement.</summary>
    /// <param name="judgement">The judgement.</param>
    /// <returns>
    /// A line for the verdict; the losses in probe sets that tolerate none; lines for pooled tests, and for what the inconclusive ones could have
    /// detected; a line for each probe set that could not be compared. No final newline.
    /// </returns>
    public static string Render(Judgement judgement)
    {
        var lines = new List<string>
        {
            $"Verdict: {EnumName.Of(judgement.Verdict)}{(judgement.Cells.IsEmpty ? string.Empty : $" (cells: {Count(judgement.Cells.Select(cell => cell.Verdict))})")}.",
        };
        lines.AddRange(WithoutLoss(judgement));
        if (!judgement.Pools.IsEmpty)
        {
            lines.Add($"Tests pooled over languages: {Count(judgement.Pools.Select(pool => pool.Verdict))}.");
        }

        if (!judgement.CellsSinceRelease.IsEmpty)
        {
            lines.Add(SinceRelease(judgement));
        }

        lines.AddRange(Doubts(judgement));
        lines.AddRange(NoiseSummary.Lines(judgement));

        // What is wrong with a folder is wrong with all its probe sets.
        return string.Join('\n', lines.Concat(judgement.Objections.Select(objection => objection.Reason).Distinct()));
    }

    /// <summary>Describes one pooled test.</summary>
    /// <param name="pool">The test.</param>
    /// <returns>Probe set, level, verdict, both values and the p-values of the difference.</returns>
    public static string Describe(PoolComparison pool) =>
        $"{pool.ProbeSet}, {pool.Level} over {pool.Languages} languages: {EnumName.Of(pool.Verdict)}{Since(pool.Since)}. "
        + $"{(pool.Level == Level.Performance ? "Accuracy" : "en-CO")} {ReportNumber.Fine(pool.Before)} → {ReportNumber.Fine(pool.Now)} ({ReportNumber.Points(pool.Change)} points) on {pool.Items} items; "
        + $"{Probability("p", pool.P)}, {Probability("adjusted over the run's pooled tests (Holm)", pool.AdjustedP)}.";

    /// <summary>Returns the name of the metric of a level.</summary>
    internal static string MetricOf(Level level) => level == Level.Performance ? "accuracy" : "en-CO";

    /// <summary>
    /// Returns the suffix of a verdict that compares with the last release, so that it is not mistaken for one against the last accepted
    /// baseline.
    /// </summary>
    /// <param name="point">The release from which losses add up; null in a comparison with the last accepted baseline.</param>
    /// <returns>For example <c> since release 2.0, over 5 accepted changes and this run together</c>.</returns>
    internal static string Since(ReferencePoint? point) => point is null
        ? string.Empty
        : $" since {point}, {(point.Changes == 0 ? "in this run" : $"over {Count(point.Changes)} and this run together")}";

    /// <summary>Formats a p-value with its name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="value">The value; null if there is none.</param>
    /// <returns>For example <c>p = 0.0123</c>, or <c>p &lt; 0.0001</c>.</returns>
    internal static string Probability(string name, double? value) =>
        value is null ? $"{name} undefined"
        : value < 0.0001 ? $"{name} < 0.0001"
        : string.Create(CultureInfo.InvariantCulture, $"{name} = {value:0.0000}");

    private static string Count(IEnumerable<CellVerdict> verdicts)
    {
        var counts = verdicts.CountBy(verdict => verdict).ToDictionary();
        CellVerdict[] always = counts.Keys.All(verdict => verdict is CellVerdict.Regressed or CellVerdict.Improved or CellVerdict.Unchanged)
            ? [CellVerdict.Regressed, CellVerdict.Improved, CellVerdict.Unchanged]
            : [CellVerdict.Regressed, CellVerdict.Improved];
        var others = Enum.GetValues<CellVerdict>().Except(always).Where(counts.ContainsKey);
        return string.Join(", ", always.Concat(others).Select(verdict => $"{counts.GetValueOrDefault(verdict)} {EnumName.Of(verdict)}"));
    }

    // Covers only the sets that were compared.
    private static IEnumerable<string> WithoutLoss(Judgement judgement)
    {
        var cells = judgement.Cells.Where(cell => judgement.Policy.NoLossIn.Contains(cell.ProbeSet)).ToList();
        if (cells.Count > 0)
        {
            var lost = string.Join(", ", cells.Where(cell => !cell.Lost.IsEmpty).Select(cell => $"{cell.Lost.Length} of {cell.ProbeSet} {cell.Language}"));
            yield return $"No loss is allowed in {string.Join(", ", cells.Select(cell => cell.ProbeSet).Distinct())}: "
                + (lost.Length > 0 ? $"LOST {lost}." : "none found.");
        }
    }

    private static string SinceRelease(Judgement judgement)
    {
        var cells = judgement.CellsSinceRelease.Where(cell => cell.Verdict == CellVerdict.Regressed)
            .Select(cell => $"{cell.ProbeSet} {cell.Language}");
        var pools = judgement.PoolsSinceRelease.Where(pool => pool.Verdict == CellVerdict.Regressed)
            .Select(pool => $"{pool.ProbeSet} {pool.Level} over all languages");
        var regressed = string.Join(", ", cells.Concat(pools));
        var points = judgement.CellsSinceRelease.Select(cell => cell.Since!).ToList();
        var since = $"Since release {string.Join(", ", points.Select(point => point.Release).Distinct())}, "
            + $"over {Count(points.Max(point => point.Changes))}: ";
        return since + (regressed.Length > 0
            ? $"REGRESSED in {regressed}."
            : $"nothing regressed in {judgement.CellsSinceRelease.Length} cells and {judgement.PoolsSinceRelease.Length} pooled tests.");
    }

    /// <summary>Formats the number of accepted changes in parentheses; empty if there are none.</summary>
    internal static string Accepted(int changes) => changes == 0 ? string.Empty : $" ({Count(changes)} since)";

    private static string Count(int changes) => changes == 1 ? "1 accepted change" : $"{changes} accepted changes";

    private static IEnumerable<string> Doubts(Judgement judgement)
    {
        List<(string Name, double? Loss)> cells =
            [.. judgement.CellsThat(CellVerdict.Inconclusive).Select(cell => ($"{cell.ProbeSet}, {cell.Language}", cell.DetectableLoss))];
        List<(string Name, double? Loss)> pools =
            [.. judgement.PoolsThat(CellVerdict.Inconclusive).Select(pool => ($"{pool.ProbeSet}, {pool.Level}", pool.DetectableLoss))];
        if (cells.Count + pools.Count == 0)
        {
            yield break;
        }

        var text = new StringBuilder("Inconclusive: a loss may have gone unnoticed. With 80% power, the tests detect ");
        string[] spans = [Span(cells, "in one cell"), Span(pools, "over all languages")];
        text.AppendJoin(" and ", spans.Where(span => span.Length > 0));
        yield return text.Append('.').ToString();
        if (judgement.ItemsToSettle is { } items)
        {
            var (margin, isRaised) = (judgement.Policy.MinimumDrop, NoiseSummary.RaisedIn(judgement) > 0);
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"To detect a loss of {margin * 100:0.0} points{(isRaised ? ", or of the noise where that is larger," : string.Empty)} in every cell, a probe set needs about {Rounded(items):#,0} items.");
        }
    }

    private static string Span(List<(string Name, double? Loss)> tests, string where)
    {
        var seen = tests.Where(test => test.Loss is not null).OrderBy(test => test.Loss).ToList();
        if (tests.Count == 0)
        {
            return string.Empty;
        }

        if (seen.Count == 0)
        {
            return $"no loss at all {where}";
        }

        var (least, most) = (Points(seen[0]), Points(seen[^1]));
        var span = seen.Count == 1 ? $"{least} ({seen[0].Name})"
            : least == most ? least
            : $"{least} ({seen[0].Name}) to {most} ({seen[^1].Name})";
        var blind = tests.Count > seen.Count ? $" (no loss at all in {tests.Count - seen.Count} of {tests.Count})" : string.Empty;
        return $"a loss of {span} {where}{blind}";

        static string Points((string Name, double? Loss) test) => $"{ReportNumber.Loss(test.Loss)} points";
    }

    // Two significant digits: the share of changed answers that it is based on is not known more precisely.
    private static double Rounded(int items)
    {
        var unit = Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(items)) - 1));
        return Math.Ceiling(items / unit) * unit;
    }
}
