namespace CLiKA.Statistics;

/// <summary>Checks outcomes by language and item: one list per language, all of the same items in the same order.</summary>
internal static class ParallelOutcomes
{
    public static int CheckedItems(IReadOnlyList<IReadOnlyList<bool>> baseline, IReadOnlyList<IReadOnlyList<bool>> candidate)
    {
        if (baseline.Count == 0 || baseline.Count != candidate.Count)
        {
            throw new ArgumentException(
                $"{baseline.Count} languages against {candidate.Count}: both models answer in the same languages, at least one.");
        }

        var items = baseline[0].Count;
        return items > 0 && baseline.Concat(candidate).All(language => language.Count == items)
            ? items
            : throw new ArgumentException("Both models answer the same items, at least one, in every language.");
    }
}
