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
        var texts = items.Select(item => Folding
            .Pieces(Folding.Fold($"{item.Passage} {item.Premise} {item.Question} {item.Options[item.Gold]}"), PieceLength)
            .ToHashSet(StringComparer.Ordinal)).ToList();
        var frequency = texts.SelectMany(text => text).CountBy(piece => piece, StringComparer.Ordinal).ToDictionary();

        // Texts that are so similar share one of the rarest trigrams of each (prefix filtering: Chaudhuri et al. 2006), so that few pairs have to be
        // compared in sets of many thousand items.
        var byRarePiece = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var later = 0; later < texts.Count; later++)
        {
            var text = texts[later];
            var rare = text.OrderBy(piece => frequency[piece]).ThenBy(piece => piece, StringComparer.Ordinal)
                .Take(text.Count - (int)Math.Ceiling(Similarity * text.Count) + 1).ToList();
            var candidates = rare.SelectMany(piece => byRarePiece.GetValueOrDefault(piece, [])).Distinct();
            foreach (var earlier in candidates.Where(earlier => !AskOfDifferentSubjects(pack, earlier, later)))
            {
                double shared = text.Count(texts[earlier].Contains);
                if (shared / (text.Count + texts[earlier].Count - shared) >= Similarity)
                {
                    yield return new ProbeProblem(
                        Kind, $"{language}.jsonl", items[later].Id, $"is nearly the same as {items[earlier].Id}: '{items[later].Question}'.");
                }
            }

            rare.ForEach(piece => (byRarePiece.TryGetValue(piece, out var list) ? list : byRarePiece[piece] = []).Add(later));
        }
    }

    // Items from one template look alike without being duplicates: their subjects distinguish them.
    private static bool AskOfDifferentSubjects(ProbePack pack, int first, int second) =>
        !pack.Facts.IsEmpty && SubjectOf(pack.Facts[first]) != SubjectOf(pack.Facts[second]);

    private static string? SubjectOf(ProbeFact fact) =>
        fact.Subject.Keys.Min(Language.Order) is { } first ? fact.Subject[first] : null;
}
