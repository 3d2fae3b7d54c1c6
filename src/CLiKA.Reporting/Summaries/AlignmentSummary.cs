using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Summaries;

/// <summary>
/// Renders a run in Markdown (<c>summary.md</c>) for a pull request comment or a job summary: the verdict first, what regressed, and the first
/// lost items. Short enough for either, however much was lost.
/// </summary>
public static class AlignmentSummary
{
    // A comment on GitHub is limited to 65,536 characters; the closing lines after a cut have to fit as well.
    private const int Room = 60_000;

    /// <summary>Renders a run.</summary>
    /// <param name="models">The models that were measured.</param>
    /// <param name="faults">The models that could not be measured.</param>
    /// <param name="isLeft">Whether the rest of the report is kept, so that the last line can refer to it.</param>
    /// <returns>Markdown, with LF line ends.</returns>
    public static string Render(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults, bool isLeft = true)
    {
        var page = new MarkdownPage(Room);
        page.Add(Headline(models, faults));
        foreach (var fault in faults)
        {
            page.Add(string.Empty, $"**{MarkdownText.Of(fault.Model)}** was {fault.Matter}: {MarkdownText.Of(fault.Reason)}");
        }

        // Worst first, so that a cut removes models that pass.
        foreach (var model in models.OrderByDescending(model => model.Verdict))
        {
            AddModel(page, model);
        }

        var cut = page.IsCut ? "Cut to what a comment can hold. " : string.Empty;
        var rest = isLeft
            ? $"More is in the report of this run: `{RunReport.PageFile}` to look at, `{RunReport.ResultsFile}` and `{RunReport.ItemsFile}` for programs, "
                + $"`{RunReport.TableFile}` with the tables."
            : "`--report DIR` writes a report with more.";
        return $"{page}\n{cut}{rest}\n";
    }

    // The first line is often read alone, so a pass also says there what it does not cover.
    private static string Headline(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults)
    {
        var (verdict, unguarded) = (RunVerdict.Of(models, faults), MarkdownText.Of(UnguardedSets.Describe(models)));
        return unguarded.Length == 0 ? $"**Alignment: {verdict}.** {Counts(models, faults)}"
            : verdict == EnumName.Of(Verdict.Pass) ? $"**Alignment: {verdict}**, but {unguarded}. {Counts(models, faults)}"
            : $"**Alignment: {verdict}.** {Counts(models, faults)} {unguarded}.";
    }

    private static string Counts(IReadOnlyCollection<ModelReport> models, IReadOnlyCollection<ModelFault> faults)
    {
        var failed = models.Where(model => model.Verdict != Verdict.Pass).ToList();
        var cells = models.Sum(model => model.Received.Cells + model.Received.Worlds.Sum(world => world.Cells.Length));
        var regressed = models.Sum(model => model.Judgement.FailedCells.DistinctBy(cell => (cell.ProbeSet, cell.Language)).Count());
        var pools = models.Sum(model => model.Judgement.FailedPools.Count());
        string[] parts =
        [
            $"{Count(models.Count + faults.Select(fault => fault.Model).Except(models.Select(model => model.Model)).Count(), "model")}, {Count(cells, "cell")}",
            regressed > 0 ? $"{Count(regressed, "cell")} failed" : string.Empty,
            pools > 0 ? $"{Count(pools, "test")} over all languages failed" : string.Empty,
            failed.Count > 0 ? $"look at {string.Join(", ", failed.Select(model => MarkdownText.Of(model.Model)))}" : string.Empty,
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0)) + ".";

        static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? string.Empty : "s")}";
    }

    private static void AddModel(MarkdownPage page, ModelReport model)
    {
        page.Add(string.Empty, $"### {MarkdownText.Of(model.Model)}: {EnumName.Of(model.Verdict)}");
        page.Add(string.Empty, MarkdownText.Of($"Asked: {model.Received.OriginAt(model.Folder)}, on {model.Device}."));
        if (!model.Received.ProbeSets.IsEmpty)
        {
            AddAccuracies(page, model);
            AddList(page, JudgementSummary.Render(model.Judgement).Split('\n'));
        }

        AddList(page, model.Judgement.FailedPools.Select(pool => $"▼ {JudgementSummary.Describe(pool)}"));
        if (model.Received.Worlds.Any() || !model.Faults.IsEmpty)
        {
            AddList(page, ConductivitySummary.Render(model.Retrieval).Split('\n').Concat(model.Faults));
        }

        AddList(page, model.Determinism is null ? [] : DeterminismSummary.Lines(model.Determinism));
        AddList(page, model.Caveats.Concat(MeasurementDoubts.Of(model.Received, model.Judgement.Policy)));
        if (model.NextStep is { } next)
        {
            page.Add(string.Empty, MarkdownText.Of(next));
        }

        LostSummary.Add(page, model);
    }

    private static void AddList(MarkdownPage page, IEnumerable<string> lines) => page.Add(lines.Select(line => $"- {MarkdownText.Of(line)}"));

    private static void AddAccuracies(MarkdownPage page, ModelReport model)
    {
        List<Language> languages =
            [.. model.Received.ProbeSets.SelectMany(set => set.Languages).Select(cell => cell.Language).Distinct().Order(Language.Order)];
        if (languages.Count > LanguagesAcross.Most)
        {
            page.AddTable(
                ["accuracy", .. model.Received.ProbeSets.Select(set => $"{MarkdownText.Of(set.ProbeSet)}:")],
                languages.Select(language => model.Received.ProbeSets.Select(set => Accuracy(model, set, language)).Prepend(language.Code)));
            return;
        }

        page.AddTable(
            ["accuracy", .. languages.Select(language => $"{language}:")],
            model.Received.ProbeSets.Select(set =>
                languages.Select(language => Accuracy(model, set, language)).Prepend(MarkdownText.Of(set.ProbeSet))));
    }

    // "0.74 ▼ -13.8": the present value, and the change in points if there is one; empty if the cell was not asked.
    private static string Accuracy(ModelReport model, ProbeSetMeasurement set, Language language)
    {
        if (set.In(language) is not { } cell)
        {
            return string.Empty;
        }

        var comparison = model.Judgement.Cell(set.ProbeSet, language);
        var mark = comparison?.Verdict switch
        {
            CellVerdict.Regressed => " ▼",
            _ when model.Judgement.AgainstRelease.Cell(set.ProbeSet, language)?.Verdict == CellVerdict.Regressed => " ▽",
            CellVerdict.Improved => " ▲",
            _ => string.Empty,
        };
        var change = comparison is null || comparison.Change == 0
            ? string.Empty
            : $" {ReportNumber.Points(comparison.Change)}";
        return $"{ReportNumber.Share(cell.Accuracy)}{mark}{change}{(cell.IsDegenerate ? " degenerate" : cell.NamesNoOption ? " no option" : string.Empty)}";
    }
}
