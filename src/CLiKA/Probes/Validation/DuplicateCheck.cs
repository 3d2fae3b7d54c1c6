using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Probes.Validation;

/// <summary>
/// Finds items that ask the same: the same relation of the same subject, or texts (question and right option) that share nearly all character
/// trigrams. A duplicate counts twice, whether it is known or not.
/// </summary>
internal static class DuplicateCheck
{
    private const string Kind = "asked twice";
    private const double Similarity = 0.8;
    private const int PieceLength = 3;

    public static IEnumerable<ProbeProblem> Find(ProbePack pack) =>
        SameFacts(pack).Concat(pack.Set.Languages.SelectMany(language => SimilarTexts(pack, language)));

    private static IEnumerable<ProbeProblem> SameFacts(ProbePack pack) => pack.Facts
        .Where(fact => !fact.Subject.IsEmpty)
        .GroupBy(fact => (fact.Relation, Subject: SubjectOf(fact)))
        .Where(group => group.Count() > 1)
        .Select(group => new ProbeProblem(
            Kind,
            ProbeSetReader.FactsFile,
            group.Last().Id,
            $"asks what {group.First().Id} asks: {group.Key.Relation} of {group.Key.Subject}."));

    private static IEnumerable<ProbeProblem> SimilarTexts(ProbePack pack, Language language)
    {
        var items = pack.Set.In(language);
        var subjects = pack.Facts.Select(SubjectOf).ToList();
        var texts = Ranked(items);

        // Texts that are so similar share one of the rarest trigrams of each (prefix filtering: Chaudhuri et al. 2006), so that few pairs have to be
        // compared in sets of many thousand items.
        var byRarePiece = new Dictionary<int, List<int>>();
        var comparedWith = new int[texts.Length];
        for (var later = 0; later < texts.Length; later++)
        {
            var text = texts[later];
            var rare = text[..(text.Length - (int)Math.Ceiling(Similarity * text.Length) + 1)];
            foreach (var earlier in rare.SelectMany(piece => byRarePiece.GetValueOrDefault(piece, [])))
            {
                if (comparedWith[earlier] == later)
                {
                    continue;
                }

                // Items from one template look alike without being duplicates: their subjects distinguish them.
                comparedWith[earlier] = later;
                if (AreSimilar(texts[earlier], text) && (subjects.Count == 0 || subjects[earlier] == subjects[later]))
                {
                    yield return new ProbeProblem(
                        Kind, $"{language}.jsonl", items[later].Id, $"is nearly the same as {items[earlier].Id}: '{items[later].Question}'.");
                }
            }

            foreach (var piece in rare)
            {
                (byRarePiece.TryGetValue(piece, out var list) ? list : byRarePiece[piece] = []).Add(later);
            }
        }
    }

    // The trigrams of each item's text as numbers from the rarest to the most frequent, ascending.
    private static int[][] Ranked(ImmutableArray<ProbeItem> items)
    {
        var texts = items.Select(item => Folding
            .Pieces(Folding.Fold($"{item.Passage} {item.Premise} {item.Question} {item.Options[item.Gold]}"), PieceLength)
            .ToHashSet(StringComparer.Ordinal)).ToList();
        var ranks = texts.SelectMany(text => text).CountBy(piece => piece, StringComparer.Ordinal)
            .OrderBy(count => count.Value).ThenBy(count => count.Key, StringComparer.Ordinal)
            .Select((count, rank) => KeyValuePair.Create(count.Key, rank)).ToDictionary(StringComparer.Ordinal);
        return [.. texts.Select(text => text.Select(piece => ranks[piece]).Order().ToArray())];
    }

    private static bool AreSimilar(int[] first, int[] second)
    {
        // Where the share of common trigrams in all of both is the limit; up to rounding, which the last comparison decides.
        var least = (Similarity / (1 + Similarity) * (first.Length + second.Length)) - 1e-6;
        int shared = 0, one = 0, other = 0;
        while (one < first.Length && other < second.Length)
        {
            if (shared + Math.Min(first.Length - one, second.Length - other) < least)
            {
                return false;
            }

            var order = first[one].CompareTo(second[other]);
            shared += order == 0 ? 1 : 0;
            one += order <= 0 ? 1 : 0;
            other += order >= 0 ? 1 : 0;
        }

        return (double)shared / (first.Length + second.Length - shared) >= Similarity;
    }

    private static string? SubjectOf(ProbeFact fact) =>
        fact.Subject.Keys.Min(Language.Order) is { } first ? fact.Subject[first] : null;
}
