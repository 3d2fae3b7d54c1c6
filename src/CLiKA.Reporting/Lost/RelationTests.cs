using System.Collections.Immutable;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Lost;

/// <summary>
/// Tests which relations of probe sets changed over all languages: a pointer to where to look first, not a verdict. The test is the exact
/// two-sided sign-flip test over the relation's items (<see cref="SignFlip"/>).
/// </summary>
public static class RelationTests
{
    /// <summary>Tests every relation of the probe sets; a set of which only the texts are known counts as one relation.</summary>
    /// <param name="sets">The changed items of each probe set.</param>
    /// <returns>
    /// For each changed relation, by probe set and relation, the q-value: the p-value adjusted for the false discovery rate (<see
    /// cref="BenjaminiHochberg"/>) over all relations, including those in which nothing changed; in [0, 1].
    /// </returns>
    public static ImmutableDictionary<(string ProbeSet, string? Relation), double> Of(IReadOnlyCollection<ChangedItems> sets)
    {
        var changed = sets.SelectMany(set => set.Items.GroupBy(item => item.Relation), (set, items) => (Key: (set.ProbeSet, items.Key), P: P(items))).ToList();
        var relations = sets.Sum(set => set.Pack is { Facts.IsEmpty: false } pack ? pack.Facts.DistinctBy(fact => fact.Relation).Count() : 1);

        // Relations without a change have p = 1.
        var adjusted = BenjaminiHochberg.Adjust([.. changed.Select(relation => relation.P), .. Enumerable.Repeat(1.0, relations - changed.Count)]);
        return changed.Zip(adjusted).ToImmutableDictionary(entry => entry.First.Key, entry => entry.Second);
    }

    private static double P(IEnumerable<ChangedItem> items)
    {
        List<int> changes = [.. items.Select(item => item.WonIn.Count() - item.LostIn.Count())];
        return Math.Min(1, 2 * Math.Min(SignFlip.Loss(changes), SignFlip.Loss(changes.ConvertAll(change => -change))));
    }
}
