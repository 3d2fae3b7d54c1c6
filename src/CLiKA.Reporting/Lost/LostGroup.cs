using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Reporting.Lost;

/// <summary>Counts of lost and won answers of one kind: a knowledge stream and a relation in it.</summary>
/// <param name="Stream">The knowledge stream; null if the probe sets are not available.</param>
/// <param name="Relation">The relation; null for items of which only the texts are known.</param>
/// <param name="Items">Number of items of the kind that were asked; null if the probe sets are not available.</param>
/// <param name="Lost">Number of lost answers: an item counts once per language.</param>
/// <param name="Won">Number of won answers.</param>
public sealed record LostGroup(KnowledgeKind? Stream, string? Relation, int? Items, int Lost, int Won)
{
    /// <summary>Counts lost and won answers by kind.</summary>
    /// <param name="sets">The changed items of each probe set, and the languages to count.</param>
    /// <returns>One group for each kind with losses, in descending order of losses, then by name.</returns>
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
