using System.Globalization;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Reporting.Lost;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Texts;

namespace CLiKA.Reporting.Summaries;

/// <summary>
/// Renders what a model lost where it failed, in Markdown: by kind, by number of languages, and the first items with English beside them.
/// </summary>
internal static class LostSummary
{
    private const int ItemsOfACell = 3;
    private const int MostKinds = 10;
    private const int MostLetters = 300;

    /// <summary>Adds the losses; nothing if nothing failed.</summary>
    public static void Add(MarkdownPage page, ModelReport model)
    {
        Add(page, model.Judgement, model.Changes);
        if (model.ChangesSinceRelease.Any(set => !set.Failing.IsEmpty))
        {
            page.Add(string.Empty, "Since the last release:");
            Add(page, model.Judgement.AgainstRelease, model.ChangesSinceRelease);
        }
    }

    private static void Add(MarkdownPage page, Judgement judgement, IEnumerable<ChangedItems> changes)
    {
        List<ChangedItems> sets = [.. changes.Where(set => set.LostIn(set.Failing).Any())];
        if (sets.Count == 0)
        {
            return;
        }

        AddKinds(page, sets);
        page.AddTable(
            ["probe set", "failed", "items lost:", "in all:", "in several:", "in one:"],
            sets.Select(set =>
            {
                var spreads = set.LostIn(set.Failing).CountBy(set.SpreadOf).ToDictionary();
                return (IEnumerable<string>)
                [
                    MarkdownText.Of(set.ProbeSet),
                    Failed(set),
                    $"{spreads.Values.Sum()}",
                    .. ((LostSpread[])[LostSpread.All, LostSpread.Several, LostSpread.One]).Select(spread => $"{spreads.GetValueOrDefault(spread)}"),
                ];
            }));
        AddItems(page, judgement, sets);
    }

    private static void AddKinds(MarkdownPage page, List<ChangedItems> sets)
    {
        var groups = LostGroup.Of(sets.Select(set => (set, (IReadOnlyCollection<Language>)set.Failing)));
        if (groups.All(group => group.Stream is null))
        {
            return;
        }

        var others = groups.Skip(MostKinds).ToList();
        page.AddTable(
            ["stream", "relation", "items:", "answers lost:", "won:"],
            [
                .. groups.Take(MostKinds).Select(group => Row(
                    group.Stream is { } stream ? EnumName.Of(stream) : "–", MarkdownText.Of(group.Relation ?? "–"), [group])),
                .. others.Count > 0 ? [Row("–", $"{others.Count} more", others)] : (string[][])[],
            ]);

        static string[] Row(string stream, string relation, List<LostGroup> groups) =>
        [
            stream,
            relation,
            groups.TrueForAll(group => group.Items is null) ? "–" : $"{groups.Sum(group => group.Items)}",
            $"{groups.Sum(group => group.Lost)}",
            $"{groups.Sum(group => group.Won)}",
        ];
    }

    // A test over all languages may fail while no cell does, or only one.
    private static string Failed(ChangedItems set)
    {
        var together = set.Failing.Length > set.FailingAlone.Length ? $"all {set.Failing.Length} languages together" : string.Empty;
        string[] parts = [string.Join(' ', set.FailingAlone), together];
        return string.Join("; ", parts.Where(part => part.Length > 0));
    }

    private static void AddItems(MarkdownPage page, Judgement judgement, List<ChangedItems> sets)
    {
        AddItems(
            page,
            "<details open><summary>First lost items of each cell that failed (right before, wrong now)</summary>",
            Cells(set => set.FailingAlone));
        AddItems(
            page,
            "<details><summary>First lost items of languages that failed only in the test over all languages, and lost more than they won</summary>",
            Cells(set => set.Failing.Except(set.FailingAlone)).Where(entry => entry.Cell.Change < 0));

        // The worst cells first.
        IEnumerable<(ChangedItems Set, CellComparison Cell)> Cells(Func<ChangedItems, IEnumerable<Language>> languages) => sets
            .SelectMany(languages, (set, language) => (Set: set, Cell: judgement.Cell(set.ProbeSet, language)!))
            .OrderBy(entry => entry.Cell.Change);
    }

    private static void AddItems(MarkdownPage page, string opening, IEnumerable<(ChangedItems Set, CellComparison Cell)> cells)
    {
        var rows = cells
            .SelectMany(entry => entry.Set.LostIn([entry.Cell.Language]).Take(ItemsOfACell), (entry, item) => Row(entry.Set, entry.Cell, item))
            .ToList();
        if (rows.Count == 0 || !page.Add(string.Empty, opening))
        {
            return;
        }

        page.AddTable(["cell", "item", "question", "right answer", "now chooses", "in English", "answer in English"], rows);
        page.Close("</details>");
    }

    private static string[] Row(ChangedItems set, CellComparison cell, ChangedItem item)
    {
        var (text, english) = (set.TextOf(item, cell.Language), set.TextOf(item, Language.Pivot));
        var isPivot = cell.Language == Language.Pivot;
        return
        [
            $"{MarkdownText.Of(set.ProbeSet)}, {cell.Language}",
            MarkdownText.Of(item.Id),
            text is null ? "–" : Brief(ItemText.Question(text)),
            Brief(ItemText.Option(text, item.Gold)),
            Brief(ItemText.Answer(text, item.In(cell.Language)!.Now)),
            isPivot || english is null ? "–" : $"{Brief(ItemText.Question(english))} Right answer: {Brief(ItemText.Option(english, item.Gold))}",
            isPivot ? "–" : Brief(ItemText.BeforeAndNow(english, item.Gold, item.PivotBefore, item.PivotNow) ?? "–"),
        ];
    }

    // The texts of some probe sets would fill a comment; the page has all of them.
    private static string Brief(string text)
    {
        var letters = new StringInfo(text);
        return MarkdownText.Of(
            letters.LengthInTextElements <= MostLetters ? text : letters.SubstringByTextElements(0, MostLetters).TrimEnd() + "…");
    }
}
