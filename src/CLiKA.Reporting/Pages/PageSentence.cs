using CLiKA.Baselines.Judging;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Pages;

/// <summary>The sentence that opens the page and says what happened.</summary>
internal static class PageSentence
{
    /// <summary>Describes the outcome for all models of a run, above all whether anything is missing.</summary>
    public static string Of(IReadOnlyList<PageModel> models, IReadOnlyCollection<ModelFault> faults)
    {
        if (models.Count == 0)
        {
            return "Nothing was measured";
        }

        return faults.Count == 0 ? Of(models)
            : faults.Any(fault => fault.LacksAnswers) ? $"Not everything was measured; {Of(models)}"
            : $"Not everything is guarded; {Of(models)}";
    }

    private static string Of(IReadOnlyList<PageModel> models)
    {
        var unguarded = SafeText.Line(UnguardedSets.Describe(models.Select(model => model.Report)));
        return unguarded.Length > 0 && models.All(model => model.Verdict == Verdict.Pass) ? $"{Verdicts(models)}, but {unguarded}" : Verdicts(models);
    }

    private static string Verdicts(IReadOnlyList<PageModel> models)
    {
        if (models.Count == 1)
        {
            return $"{models[0].Name} {Did(models[0].Verdict)}";
        }

        var verdicts = models.CountBy(model => model.Verdict).OrderByDescending(count => count.Key).ToList();
        return verdicts.Count == 1
            ? $"All {models.Count} models {DidAll(verdicts[0].Key)}"
            : $"{verdicts[0].Value} of {models.Count} models {Did(verdicts[0].Key, verdicts[0].Value)}, "
                + string.Join(", ", verdicts.Skip(1).Select(count => $"{count.Value} {Did(count.Key, count.Value)}"));
    }

    /// <summary>Describes the outcome for one model in numbers, and which probe sets cannot fail.</summary>
    public static string Of(PageModel model)
    {
        var unguarded = SafeText.Line(UnguardedSets.Describe(model.Report));
        string[] sentences = [Changes(model), Conductivity(model), unguarded.Length == 0 ? string.Empty : $"{unguarded}."];
        return string.Join(' ', sentences.Where(sentence => sentence.Length > 0));
    }

    private static string Changes(PageModel model)
    {
        var judgement = model.Report.Judgement;
        var (cells, pools) = (judgement.CellsThat(CellVerdict.Regressed).Count(), judgement.PoolsThat(CellVerdict.Regressed).Count());
        var margin = FormattableString.Invariant($"{judgement.Policy.MinimumDrop * 100:0.##} {(judgement.Policy.MinimumDrop == 0.01 ? "point" : "points")}");
        return judgement switch
        {
            { Cells.IsEmpty: true } when HasConductivityOnly(model) => string.Empty,
            { Cells.IsEmpty: true } => $"{(model.Report.Retrieval.Cells.IsEmpty ? "Nothing" : "No probe set")} could be compared with a baseline.",
            _ when cells > 0 => $"Knowledge was lost in {Count(cells, judgement.Cells.Length, "cell")}{Pools(pools, judgement)}.",
            _ when pools > 0 => $"No single cell lost more than chance explains, but {Count(pools, judgement.Pools.Length, "test")} over all languages together did.",
            _ when judgement.FailedCells.Any(cell => cell.Since is not null) || judgement.FailedPools.Any(pool => pool.Since is not null) =>
                "Little was lost against what was accepted last, but since the release losses add up to more than chance explains.",
            _ when judgement.CellsThat(CellVerdict.Changed).Any() => "Metrics changed, and the gate is strict.",
            _ when model.IsIdentical => $"Every answer in {judgement.Cells.Length} cells is the same as in the baseline.",
            _ when judgement.CellsThat(CellVerdict.WithinNoise).Any() || judgement.PoolsThat(CellVerdict.WithinNoise).Any() =>
                "No loss is larger than the noise of the model itself, measured by asking it in other ways.",
            _ when judgement.Policy.Tests == TestFamily.Cells => $"None of {judgement.Cells.Length} cells lost more than chance explains.",
            _ when judgement.CellsThat(CellVerdict.Inconclusive).Any() =>
                $"No loss was found, but in {Count(judgement.CellsThat(CellVerdict.Inconclusive).Count(), judgement.Cells.Length, "cell")} a loss of {margin} could have gone unnoticed.",
            _ => $"No loss was found in {judgement.Cells.Length} cells; one of {margin} would have been.",
        };
    }

    private static string Conductivity(PageModel model)
    {
        var cells = model.Report.Retrieval.Cells;
        var failed = cells.Count(cell => cell.Fails);
        return failed > 0 ? $"Conductivity failed in {Count(failed, cells.Length, "language")}."
            : HasConductivityOnly(model) ? $"Conductivity was compared in {cells.Length} language{(cells.Length == 1 ? string.Empty : "s")} and failed in none."
            : string.Empty;
    }

    // No probe set was asked.
    private static bool HasConductivityOnly(PageModel model) => model.Cells.IsEmpty && !model.Report.Retrieval.Cells.IsEmpty;

    private static string Pools(int regressed, Judgement judgement) =>
        judgement.Pools.IsEmpty ? string.Empty : $", and in {Count(regressed, judgement.Pools.Length, "test")} over all languages together";

    private static string Did(Verdict verdict, int models = 1) => models == 1 ? Did(verdict) : DidAll(verdict);

    private static string Did(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "passes",
        Verdict.NoBaseline => "has no baseline",
        Verdict.NotComparable => "is not comparable with its baseline",
        Verdict.Changed => "changed",
        Verdict.Regressed => "regressed",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict)),
    };

    private static string DidAll(Verdict verdict) => verdict switch
    {
        Verdict.Pass => "pass",
        Verdict.NoBaseline => "have no baseline",
        Verdict.NotComparable => "are not comparable with their baselines",
        _ => Did(verdict),
    };

    private static string Count(int part, int whole, string noun) => $"{part} of {whole} {noun}{(whole == 1 ? string.Empty : "s")}";
}
