using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Reporting.Lost;

/// <summary>The items of one probe set that were lost and won, over all compared languages.</summary>
public sealed class ChangedItems
{
    private ChangedItems(ProbeSetMeasurement baseline, ProbeSetMeasurement received, ImmutableArray<CellComparison> cells, Judgement judgement, ProbePack? pack)
    {
        ProbeSet = received.ProbeSet;
        Pack = pack;
        Languages = [.. cells.Select(cell => cell.Language)];

        // A pooled test concerns all of its languages, including those whose own loss is too small to be significant.
        FailingAlone = [.. cells.Where(cell => cell.Verdict is CellVerdict.Regressed or CellVerdict.Changed).Select(cell => cell.Language)];
        Failing = judgement.Pools.Any(pool => pool.ProbeSet == ProbeSet && pool.Verdict == CellVerdict.Regressed) ? Languages : FailingAlone;
        var changes = cells
            .SelectMany(cell => cell.Lost.Select(position => (Position: position, Change: Change(cell, position, isLost: true)))
                .Concat(cell.Won.Select(position => (Position: position, Change: Change(cell, position, isLost: false)))))
            .ToLookup(entry => entry.Position, entry => entry.Change);
        var (pivotBefore, pivotNow) = (baseline.In(Language.Pivot), received.In(Language.Pivot));
        Items =
        [
            .. changes.OrderBy(item => item.Key).Select(item => new ChangedItem(
                IdOf(received, pack, item.Key), item.Key, RelationOf(item.Key), received.Gold[item.Key], [.. item])
            {
                PivotBefore = pivotNow is null ? null : pivotBefore?.Answers[item.Key],
                PivotNow = pivotBefore is null ? null : pivotNow?.Answers[item.Key],
            }),
        ];

        AnswerChange Change(CellComparison cell, int position, bool isLost) => new(
            cell.Language, baseline.In(cell.Language)!.Answers[position], received.In(cell.Language)!.Answers[position], isLost);
    }

    /// <summary>Identifier of the probe set.</summary>
    public string ProbeSet { get; }

    /// <summary>The probe set; null if its texts are not available.</summary>
    public ProbePack? Pack { get; }

    /// <summary>The compared languages, in their order.</summary>
    public ImmutableArray<Language> Languages { get; }

    /// <summary>
    /// The languages to look at first: those whose cell regressed (or, under a strict policy, changed), or all if a test pooled over languages
    /// regressed.
    /// </summary>
    public ImmutableArray<Language> Failing { get; }

    /// <summary>The languages whose own cell regressed or, under a strict policy, changed.</summary>
    public ImmutableArray<Language> FailingAlone { get; }

    /// <summary>Every item that was lost or won in a language, whatever the verdict, in the order of the set.</summary>
    public ImmutableArray<ChangedItem> Items { get; }

    /// <summary>Finds the changed items of every probe set that could be compared.</summary>
    /// <param name="baseline">The accepted measurement; null if there is none.</param>
    /// <param name="received">The received measurement.</param>
    /// <param name="judgement">The judgement on the two.</param>
    /// <param name="packs">The available probe sets, by id.</param>
    /// <returns>One entry per probe set, in the order of the measurement.</returns>
    public static ImmutableArray<ChangedItems> Of(
        Measurement? baseline, Measurement received, Judgement judgement, IReadOnlyDictionary<string, ProbePack> packs)
    {
        var cells = judgement.Cells.ToLookup(cell => cell.ProbeSet);
        return
        [
            .. received.ProbeSets.Where(set => cells.Contains(set.ProbeSet)).Select(set => new ChangedItems(
                baseline!.In(set.ProbeSet)!,
                set,
                [.. cells[set.ProbeSet].OrderBy(cell => cell.Language, Language.Order)],
                judgement,
                packs.GetValueOrDefault(set.ProbeSet))),
        ];
    }

    /// <summary>Returns the items that were lost in at least one of the given languages.</summary>
    /// <param name="languages">The languages.</param>
    /// <returns>The items, in the order of the set.</returns>
    public IEnumerable<ChangedItem> LostIn(IReadOnlyCollection<Language> languages) =>
        Items.Where(item => item.LostIn.Any(languages.Contains));

    /// <summary>Returns in how many of the compared languages an item was lost.</summary>
    /// <param name="item">An item that was lost in at least one.</param>
    /// <returns>One, several or all.</returns>
    public LostSpread SpreadOf(ChangedItem item) => item.LostIn.Count() switch
    {
        1 => LostSpread.One,
        var count when count == Languages.Length => LostSpread.All,
        _ => LostSpread.Several,
    };

    /// <summary>Returns the text of an item.</summary>
    /// <param name="item">The item.</param>
    /// <param name="language">The language.</param>
    /// <returns>The item as it was asked; null if the probe set is not available or lacks the language.</returns>
    public ProbeItem? TextOf(ChangedItem item, Language language) =>
        Pack?.Set.Languages.Contains(language) == true ? Pack.Set.In(language)[item.Position] : null;

    /// <summary>Returns the id of an item, or its one-based position such as <c>#1</c> where no ids are recorded.</summary>
    internal static string IdOf(ProbeSetMeasurement received, ProbePack? pack, int position) =>
        !received.ItemIds.IsEmpty ? received.ItemIds[position]
        : pack is not null ? pack.Set.In(pack.Set.Languages[0])[position].Id
        : $"#{position + 1}";

    private string? RelationOf(int position) => Pack is { Facts.IsEmpty: false } ? Pack.Facts[position].Relation : null;
}
