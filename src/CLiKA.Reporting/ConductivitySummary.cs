using System.Globalization;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Measurements.Taught;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Reporting;

/// <summary>Renders judgements on conductivity as sentences that a reviewer can check.</summary>
public static class ConductivitySummary
{
    /// <summary>Renders a judgement.</summary>
    /// <param name="judgement">The judgement.</param>
    /// <returns>One line for the verdict, one per changed cell, and one per objection.</returns>
    public static string Render(ConductivityJudgement judgement)
    {
        var verdict = judgement.Cells.IsEmpty && judgement.Objections.IsEmpty ? "not measured" : EnumName.Of(judgement.Verdict);
        var counts = judgement.Cells.CountBy(cell => cell.Verdict).OrderByDescending(count => count.Key)
            .Select(count => $"{count.Value} {EnumName.Of(count.Key)}");
        var changed = judgement.Cells
            .Where(cell => cell.Verdict is not ConductivityVerdict.Unchanged and not ConductivityVerdict.NeverTaught)
            .Select(Describe);
        return string.Join(
            '\n',
            judgement.Objections.Select(objection => objection.Reason).Distinct()
                .Concat(changed)
                .Prepend($"Conductivity: {verdict}{(judgement.Cells.IsEmpty ? string.Empty : $" (languages: {string.Join(", ", counts)})")}."));
    }

    /// <summary>Describes the judgement on one cell and its reasons.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>A few sentences.</returns>
    public static string Describe(ConductivityComparison cell)
    {
        var head = $"{cell.World}, {cell.Language} ({cell.Language.EnglishName}): {EnumName.Of(cell.Verdict)}. ";
        return cell.Verdict switch
        {
            ConductivityVerdict.NotTaught =>
                $"{head}The teaching passed its checks in the baseline but not now, so conductivity could not be measured. {string.Join(' ', Shortfalls(cell.Received))}",
            ConductivityVerdict.NowTaught => $"{head}The teaching had not passed its checks in the baseline. {Ratios(cell)} Nothing is guarded until this is the baseline: accept it with {ToolCommand.Quote("accept")}.",
            ConductivityVerdict.NeverTaught => $"{head}The teaching passed its checks neither in the baseline nor now. {string.Join(' ', Shortfalls(cell.Received))}",

            // Under a strict policy, with a side that is not taught.
            _ when cell.P is null => string.Join(' ', Shortfalls(cell.Received).Prepend($"{head}{Ratios(cell)}")),
            _ => $"{head}{Ratios(cell)} {Chance(cell)} {Training(cell)}",
        };
    }

    /// <summary>Lists the failed checks of a cell and by how much they fail, one line per teaching and way of retrieval that is not taught.</summary>
    /// <param name="cell">The cell.</param>
    /// <returns>The lines.</returns>
    public static IEnumerable<string> Shortfalls(ConductivityCell cell) =>
        from way in cell.Ways
        from teaching in cell.By(way).Index()
        where !teaching.Item.IsTaught
        let number = cell.Teachings.Length > 1 ? $", teaching {teaching.Index + 1}" : string.Empty
        select $"{cell.Language}{number}: not taught, asked by {EnumName.Of(way)}: {Shortfall(teaching.Item)}.";

    /// <summary>Describes the checks that fall short of completeness.</summary>
    /// <param name="result">A teaching that failed its checks.</param>
    /// <returns>Each check with its share, and the share required.</returns>
    public static string Shortfall(TeachingResult result) => string.Create(
        CultureInfo.InvariantCulture,
        $"{string.Join(", ", result.Checks.Where(check => !check.Passes))}; each needs {Conductivity.Completeness:0.00}");

    // The deciding way of retrieval comes first; the other is only shown.
    private static string Ratios(ConductivityComparison cell) => string.Join(' ', cell.Received.Ways
        .OrderBy(way => way != cell.Way)
        .Select(way => $"XRR {Mean(cell.Baseline, way)} → {Mean(cell.Received, way)} by {EnumName.Of(way)}{Points(cell, way)}."));

    private static string Mean(ConductivityCell cell, RetrievalWay way) => !cell.Ways.Contains(way) ? "not asked"
        : cell.Mean(way) is { } mean ? ReportNumber.Fine(mean)
        : "not taught";

    private static string Points(ConductivityComparison cell, RetrievalWay way) => way == cell.Way && cell.Change is { } change
        ? $" ({ReportNumber.Points(change)} points)"
        : string.Empty;

    private static string Chance(ConductivityComparison cell) =>
        $"{JudgementSummary.Probability("p", cell.P!.Value)}, "
        + $"{JudgementSummary.Probability("adjusted over the run's languages (Holm)", cell.AdjustedP!.Value)}, "
        + $"over {cell.Received.By(cell.Way)[0].OwnRight.Length} facts.";

    private static string Training(ConductivityComparison cell) => cell.TrainingNoise is { } noise
        ? $"Over {cell.Baseline.Teachings.Length} and {cell.Received.Teachings.Length} seeds of training the change lies between {Interval(noise)}."
        : "How much of this is training noise is unknown, since one side has only one teaching; "
            + $"give several on both sides, in 'taught': \"{cell.Language}\": [\"PATH1\", \"PATH2\"].";

    private static string Interval(Interval noise) => $"{ReportNumber.Points(noise.Low)} and {ReportNumber.Points(noise.High)} points (Welch)";
}
