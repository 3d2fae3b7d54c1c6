using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Reporting.Lost;

/// <summary>What was lost and won of one kind: a stream of knowledge, and in it a relation.</summary>
/// <param name="Stream">The stream; null where the probe sets are not at hand.</param>
/// <param name="Relation">The relation; null for items of which nothing is known beside their texts.</param>
/// <param name="Items">How many items of the kind were asked; null where the probe sets are not at hand.</param>
/// <param name="Lost">How many answers were lost: an item counts once for each language.</param>
/// <param name="Won">How many answers were won.</param>
public sealed record LostGroup(KnowledgeKind? Stream, string? Relation, int? Items, int Lost, int Won)
{
    /// <summary>Counts by kind.</summary>
    /// <param name="sets">What changed in each probe set, and the languages to count in.</param>
    /// <returns>One group a kind of which something was lost: the most lost first, then by name.</returns>
    public static ImmutableArray<LostGroup> Of(IEnumerable<(ChangedItems Set, IReadOnlyCollection<Language> Languages)> sets) =>
    [
        .. sets.SelectMany(CountsOf)
            .GroupBy(
                count => (count.Stream, count.Relation),
                (kind, counts) => counts.Aggregate((one, other) => one with
                {
                    Items = one.Items + other.Items,
                    Lost = one.Lost + other.Lost,
                    Won = one.Won + other.Won,
                }))
            .Where(group => group.Lost > 0)
            .OrderByDescending(group => group.Lost)
            .ThenBy(group => group.Stream)
            .ThenBy(group => group.Relation, StringComparer.Ordinal),
    ];

    private static IEnumerable<LostGroup> CountsOf((ChangedItems Set, IReadOnlyCollection<Language> Languages) part)
    {
        var pack = part.Set.Pack;
        return part.Set.Items
            .GroupBy(item => item.Relation)
            .Select(kind => new LostGroup(
                pack?.Description.Stream,
                kind.Key,
                pack is null || pack.Facts.IsEmpty ? pack?.Set.Count : pack.Facts.Count(fact => fact.Relation == kind.Key),
                kind.Sum(item => item.LostIn.Count(part.Languages.Contains)),
                kind.Sum(item => item.WonIn.Count(part.Languages.Contains))));
    }
}
