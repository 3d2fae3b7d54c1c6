using CLiKA.Baselines;
using CLiKA.Languages;
using CLiKA.Metrics;
using CLiKA.Reporting;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;

namespace CLiKA.Xunit.Running;

/// <summary>What a person has to read where a probe set fails, as the judge says it.</summary>
internal static class SetComplaints
{
    /// <summary>Why a set could not be held against its baseline; none where it could.</summary>
    public static IEnumerable<string> Objections(ModelOutcome outcome, string probeSet) => outcome.Judgement.Objections
        .Where(objection => objection.ProbeSet == probeSet)
        .Select(objection => outcome.Describe(objection.Verdict, objection.Reason));

    /// <summary>What a language lost, with its items; none where it passes.</summary>
    public static IEnumerable<string> OfLanguage(ModelOutcome outcome, string probeSet, Language language) => outcome.Judgement.FailedCells
        .Where(cell => cell.ProbeSet == probeSet && cell.Language == language)
        .Select(cell => Describe(outcome, cell, LostKnowledge.Render));

    /// <summary>
    /// Why a level of a set does not pass: its test over all languages, and cells that failed; of Consistency those alone that were torn away from
    /// English, too, or that lost what may not be lost.
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
        var failed = outcome.Judgement.FailedCells
            .Where(cell => cell.ProbeSet == probeSet && (level == Level.Performance || FailsConsistency(outcome, cell)))
            .Select(cell => Describe(outcome, cell, LostKnowledge.RenderBriefly));
        var complaint = string.Join('\n', Objections(outcome, probeSet).Concat(pooled).Concat(failed));
        return complaint.Length == 0 ? null : complaint;
    }

    // Where no loss is let pass nothing is tested over all languages, and English's own overlap never falls: any loss counts.
    private static bool FailsConsistency(ModelOutcome outcome, CellComparison cell) =>
        (cell.Verdict == CellVerdict.Regressed && outcome.Judgement.Policy.NoLossIn.Contains(cell.ProbeSet)) || LostOverlap(outcome, cell);

    // Significant loss in one language that also tore it away from English; over all languages en-CO has a test of its own.
    private static bool LostOverlap(ModelOutcome outcome, CellComparison cell)
    {
        var baseline = cell.Since is null
            ? outcome.Baseline!.In(cell.ProbeSet)
            : outcome.Accepted.First(accepted => accepted.Measurement.ProbeSet == cell.ProbeSet).Reference;

        // Where nothing is right any more there is no overlap, and no agreement either.
        return baseline!.In(cell.Language)!.PivotOverlap is { } before
            && (outcome.Received.In(cell.ProbeSet)!.In(cell.Language)!.PivotOverlap is not { } now
                || (now < before && outcome.Judgement.Policy.Reaches(now - before)));
    }

    // The row of a language shows its items; the rows of levels, which may fail with the same cell, lead to them.
    private static string Describe(ModelOutcome outcome, CellComparison cell, Func<CellComparison, ChangedItems, string, string> render)
    {
        var page = Path.Combine(SuiteConfiguration.Current.ArtifactsFolder, RunReport.PageFile);
        var anchor = PageAnchor.Of(outcome.Received.Model, cell.ProbeSet, cell.Language);
        return render(cell, outcome.Report.ChangesBehind(cell), $"{page}#{anchor}");
    }
}
