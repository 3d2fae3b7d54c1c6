using System.Collections.Immutable;
using CLiKA.Statistics;

namespace CLiKA.Reporting.Lost;

/// <summary>
/// Which relations of probe sets changed over all languages: where a person is to look first, and no verdict. A relation's test is the exact
/// one of its items' sign flips (<see cref="SignFlip"/>), two-sided.
/// </summary>
public static class RelationTests
{
    /// <summary>Tests every relation of the probe sets; one of which nothing is known beside its texts counts as one relation.</summary>
    /// <param name="sets">What changed in each probe set.</param>
    /// <returns>
    /// By probe set and relation, for each that changed, q: the p-value adjusted over all relations, also those in which nothing changed, for the
    /// false discovery rate (<see cref="BenjaminiHochberg"/>), in [0, 1].
    /// </returns>
    public static ImmutableDictionary<(string ProbeSet, string? Relation), double> Of(IReadOnlyCollection<ChangedItems> sets)
    {
        var changed = sets.SelectMany(set => set.Items.GroupBy(item => item.Relation), (set, items) => (Key: (set.ProbeSet, items.Key), P: P(items))).ToList();
        var relations = sets.Sum(set => set.Pack is { Facts.IsEmpty: false } pack ? pack.Facts.DistinctBy(fact => fact.Relation).Count() : 1);

        // Of what did not change p is 1.
        var adjusted = BenjaminiHochberg.Adjust([.. changed.Select(relation => relation.P), .. Enumerable.Repeat(1.0, relations - changed.Count)]);
        return changed.Zip(adjusted).ToImmutableDictionary(entry => entry.First.Key, entry => entry.Second);
    }

    private static double P(IEnumerable<ChangedItem> items)
    {
        List<int> changes = [.. items.Select(item => item.WonIn.Count() - item.LostIn.Count())];
        return Math.Min(1, 2 * Math.Min(SignFlip.Loss(changes), SignFlip.Loss(changes.ConvertAll(change => -change))));
    }
}
