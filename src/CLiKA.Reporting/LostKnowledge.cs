using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting;

/// <summary>
/// Renders what a cell lost in words that a reviewer can check: question, correct option, the model's present answer, and the same in English.
/// </summary>
public static class LostKnowledge
{
    private const int MostItems = 10;

    // A list that is cut is a sample, and the whole one is elsewhere.
    private const int SampledItems = 5;

    /// <summary>Renders the lost items of a cell.</summary>
    /// <param name="cell">The cell against its baseline.</param>
    /// <param name="set">The changed items of its probe set.</param>
    /// <param name="rest">Where the full list is, for example the path of a file.</param>
    /// <returns>A sentence with the numbers, a line with what the lost items have in common, and one line per item: ten at most, or a sample of five.</returns>
    public static string Render(CellComparison cell, ChangedItems set, string rest)
    {
        var more = cell.Lost.Length > MostItems ? $"  ... and {cell.Lost.Length - SampledItems} more: {rest}\n" : string.Empty;
        return string.Concat(Lines(cell, set).Select(line => line + "\n")) + more;
    }

    /// <summary>Names the languages of a probe set that failed by themselves, where another message lists what each of them lost.</summary>
    /// <param name="cells">The failed cells of the set.</param>
    /// <returns>
    /// A line for each verdict, for example <c>geo, single languages: regressed in de (-13.8 points), fr (-22.8); largest p ... = 0.0012.</c>
    /// </returns>
    public static IEnumerable<string> Summarize(IEnumerable<CellComparison> cells) => cells
        .GroupBy(cell => (cell.ProbeSet, Verdict: $"{EnumName.Of(cell.Verdict)}{JudgementSummary.Since(cell.Since)}"))
        .Select(group =>
        {
            var languages = string.Join(", ", group.Select((cell, index) =>
                $"{cell.Language} ({ReportNumber.Points(cell.Change)}{(index == 0 ? " points" : string.Empty)})"));
            var why = group.Any(cell => cell.AdjustedP is null)
                ? JudgementSummary.NoLoss
                : JudgementSummary.Probability("largest p adjusted over the run's cells (Holm)", group.Max(cell => cell.AdjustedP));
            return $"{group.Key.ProbeSet}, single languages: {group.Key.Verdict} in {languages}; {why}.";
        });

    /// <summary>Returns a sentence with the numbers, a line with what the lost items have in common, and one line per item: ten at most, or a sample of five.</summary>
    internal static IEnumerable<string> Lines(CellComparison cell, ChangedItems set)
    {
        var why = cell.AdjustedP is null
            ? JudgementSummary.NoLoss
            : $"{JudgementSummary.Probability("p", cell.P)}, {JudgementSummary.Probability("adjusted over the run's cells (Holm)", cell.AdjustedP)}";
        yield return $"{cell.ProbeSet}, {cell.Language} ({cell.Language.EnglishName}): {EnumName.Of(cell.Verdict)}{JudgementSummary.Since(cell.Since)}. "
            + $"{cell.Lost.Length} item{(cell.Lost.Length == 1 ? string.Empty : "s")} lost, {cell.Won.Length} won of {cell.Count} ({ReportNumber.Points(cell.Change)} points); {why}.";
        var lost = set.LostIn([cell.Language]).ToList();
        if (lost.Count > 0)
        {
            yield return $"  {Kinds(set, lost, cell.Language)}";
        }

        // First what is lost in this language alone, so that the messages of several languages do not show the same items.
        foreach (var item in lost.OrderBy(item => item.LostIn.Count()).Take(lost.Count > MostItems ? SampledItems : MostItems))
        {
            yield return $"  {Describe(set, item, item.In(cell.Language)!)}";
        }
    }

    /// <summary>Describes a changed answer on one line, with English beside it.</summary>
    /// <param name="set">The changed items of the item's probe set.</param>
    /// <param name="item">The item.</param>
    /// <param name="change">The change, in one of its languages.</param>
    /// <returns>Id, question, correct answer, and the model's choices before and now; the same in English in parentheses.</returns>
    internal static string Describe(ChangedItems set, ChangedItem item, AnswerChange change)
    {
        var line = $"{SafeText.Line(item.Id)}: {Describe(set, item, change.Language, change.Before, change.Now)}";
        var isBeside = change.Language != Language.Pivot
            && (item.PivotBefore is not null || item.PivotNow is not null || set.TextOf(item, Language.Pivot) is not null);
        return isBeside
            ? $"{line}  [in {Language.Pivot.EnglishName}: {Describe(set, item, Language.Pivot, item.PivotBefore, item.PivotNow)}]"
            : line;
    }

    private static string Describe(ChangedItems set, ChangedItem item, Language language, Answer? before, Answer? now)
    {
        var text = set.TextOf(item, language);
        string[] parts =
        [
            $"{(text is null ? string.Empty : $"{ItemText.Question(text)} ")}Right answer: {ItemText.Option(text, item.Gold)}",
            ItemText.BeforeAndNow(text, item.Gold, before, now) ?? string.Empty,
        ];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    // "capital 12 of 50, currency 3 of 50; 2 in all 10 languages, 30 in several, 9 only here."
    private static string Kinds(ChangedItems set, List<ChangedItem> lost, Language language)
    {
        var relations = LostGroup.Of([(set, [language])]);
        var kinds = relations is [{ Relation: null }]
            ? string.Empty
            : string.Join(", ", relations.Select(group => $"{SafeText.Line(group.Relation ?? "other")} {group.Lost} of {group.Items}")) + "; ";
        var spreads = lost.CountBy(set.SpreadOf).ToDictionary();
        return set.Languages.Length == 1
            ? $"Lost: {kinds}no other language was compared."
            : $"Lost: {kinds}{spreads.GetValueOrDefault(LostSpread.All)} in all {set.Languages.Length} languages, "
                + $"{spreads.GetValueOrDefault(LostSpread.Several)} in several, {spreads.GetValueOrDefault(LostSpread.One)} only here.";
    }
}
