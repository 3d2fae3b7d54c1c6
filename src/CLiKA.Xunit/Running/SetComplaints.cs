using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Reporting;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>Renders the judge's findings for the message of a failing row.</summary>
internal static class SetComplaints
{
    /// <summary>Returns the reasons why a set could not be compared with its baseline; empty where it could.</summary>
    public static IEnumerable<string> Objections(ModelOutcome outcome, string probeSet) => outcome.Judgement.Objections
        .Where(objection => objection.ProbeSet == probeSet)
        .Select(objection => Describe(objection.Verdict, objection.Reason));

    /// <summary>Describes why something could not be compared with its baseline. What to do about it is said once, at the end of the run.</summary>
    /// <param name="verdict">The verdict that the reason causes.</param>
    /// <param name="reason">The reason.</param>
    public static string Describe(Verdict verdict, string reason) =>
        verdict == Verdict.NoBaseline ? reason : $"Not comparable with the baseline. {reason}";

    /// <summary>Returns what a language lost, with its items; empty where it passes.</summary>
    public static IEnumerable<string> OfLanguage(ModelOutcome outcome, string probeSet, Language language) => outcome.Judgement.FailedCells
        .Where(cell => cell.ProbeSet == probeSet && cell.Language == language)
        .Select(cell => LostKnowledge.Render(cell, outcome.Report().ChangesBehind(cell), PageAt(PageAnchor.Of(outcome.Received.Model, probeSet, language))));

    /// <summary>
    /// Returns why a level of a set fails: its pooled test, and the cells that failed; for Consistency, only those that also lost overlap with
    /// English, or that lost where no loss is allowed.
    /// </summary>
    /// <param name="outcome">The model's run.</param>
    /// <param name="probeSet">Identifier of the set.</param>
    /// <param name="level">The level.</param>
    /// <returns>Lines; null where it passes.</returns>
    public static string? OfLevel(ModelOutcome outcome, string probeSet, Level level)
    {
        var pooled = outcome.Judgement.FailedPools
            .Where(pool => pool.ProbeSet == probeSet && pool.Level == level)
            .Select(JudgementSummary.Describe);

        // What each language lost is in its own row.
        var failed = LostKnowledge.Summarize(outcome.Judgement.FailedCells
            .Where(cell => cell.ProbeSet == probeSet && (level == Level.Performance || FailsConsistency(outcome, cell))));
        List<string> found = [.. pooled, .. failed];
        if (found.Count > 0)
        {
            found.Add($"Items: {PageAt(PageAnchor.Of(outcome.Received.Model))}");
        }

        var complaint = string.Join('\n', Objections(outcome, probeSet).Concat(found));
        return complaint.Length == 0 ? null : complaint;
    }

    // Where no loss is allowed there is no pooled test, and English's overlap with itself never falls: any loss counts.
    private static bool FailsConsistency(ModelOutcome outcome, CellComparison cell) =>
        (cell.Verdict == CellVerdict.Regressed && outcome.Judgement.Policy.NoLossIn.Contains(cell.ProbeSet)) || LostOverlap(outcome, cell);

    // A significant loss in one language that also reduced its overlap with English; over all languages, en-CO has a test of its own.
    private static bool LostOverlap(ModelOutcome outcome, CellComparison cell)
    {
        var baseline = cell.Since is null
            ? outcome.Baseline!.In(cell.ProbeSet)
            : outcome.Accepted.First(accepted => accepted.Measurement.ProbeSet == cell.ProbeSet).Reference;

        // Where nothing is right any more the overlap is undefined, which counts as lost.
        return baseline!.In(cell.Language)!.PivotOverlap is { } before
            && (outcome.Received.In(cell.ProbeSet)!.In(cell.Language)!.PivotOverlap is not { } now
                || (now < before && outcome.Judgement.Policy.Reaches(now - before)));
    }

    private static string PageAt(string anchor) =>
        $"{ShownPath.Of(Path.Combine(SuiteConfiguration.Current.ArtifactsFolder, RunReport.PageFile))}#{anchor}";
}
