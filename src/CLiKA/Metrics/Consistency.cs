using CLiKA.Languages;

namespace CLiKA.Metrics;

/// <summary>
/// The second level: whether a model's knowledge in two languages overlaps (Gao et al., NAACL 2024, section 3.3). The formula of the correct overlap
/// is this project's reading of the paper and of the data published with it.
/// </summary>
public static class Consistency
{
    /// <summary>Returns whether Consistency is defined for a set that is asked in these languages: it takes English and another one.</summary>
    /// <param name="languages">The languages.</param>
    /// <returns>Whether it is defined.</returns>
    public static bool IsShownIn(IReadOnlyCollection<Language> languages) => languages.Count > 1 && languages.Contains(Language.Pivot);

    /// <summary>Returns the share of items answered correctly in both languages among those answered correctly in at least one.</summary>
    /// <param name="first">For each item, whether it was answered correctly in one language.</param>
    /// <param name="second">Whether it was answered correctly in the other language, item by item.</param>
    /// <returns>The correct overlap CO, in [0, 1]; null where no item was answered correctly in either language.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? CorrectOverlap(IReadOnlyList<bool> first, IReadOnlyList<bool> second) => PooledOverlap(first, [second]);

    /// <summary>Returns the correct overlap of English with all other languages together, over (item, language) pairs.</summary>
    /// <param name="pivot">For each item, whether it was answered correctly in English.</param>
    /// <param name="others">Whether it was answered correctly in each other language.</param>
    /// <returns>
    /// Among the pairs that are right in English or in the other language, the share that is right in both, in [0, 1]; null where there is no such
    /// pair.
    /// </returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? PooledOverlap(IReadOnlyList<bool> pivot, IReadOnlyList<IReadOnlyList<bool>> others)
    {
        int[] sums = [0, 0];
        foreach (var other in others)
        {
            CheckParallel(pivot, other);
            foreach (var item in pivot.Zip(other))
            {
                sums[0] += item.First && item.Second ? 1 : 0;
                sums[1] += item.First || item.Second ? 1 : 0;
            }
        }

        return OverlapOf(sums);
    }

    /// <summary>Returns the contribution of one item to the sums that the pooled overlap is computed from.</summary>
    /// <param name="answers">Whether the item was answered correctly in each language, English first.</param>
    /// <returns>
    /// The number of other languages in which it is right in that language and in English, and the number in which it is right in either.
    /// </returns>
    internal static int[] OverlapCounts(IReadOnlyList<bool> answers)
    {
        var others = answers.Skip(1).ToList();
        return answers[0] ? [others.Count(right => right), others.Count] : [0, others.Count(right => right)];
    }

    /// <summary>Returns the correct overlap for given sums over items.</summary>
    /// <param name="sums">The number of pairs right in both, and the number right in either (<see cref="OverlapCounts"/>).</param>
    /// <returns>The overlap, in [0, 1]; null where there is no such pair.</returns>
    internal static double? OverlapOf(IReadOnlyList<int> sums) => sums[1] == 0 ? null : (double)sums[0] / sums[1];

    /// <summary>
    /// Returns Cohen's kappa (Cohen 1960) between correctness in one language and correctness in the other: the agreement beyond that of two
    /// independent models with the same accuracies.
    /// </summary>
    /// <param name="first">For each item, whether it was answered correctly in one language.</param>
    /// <param name="second">Whether it was answered correctly in the other language, item by item.</param>
    /// <returns>Kappa, in [-1, 1]; null where it is undefined: there are no items, or all are right or all are wrong in both languages.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? Kappa(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        CheckParallel(first, second);
        double items = first.Count;
        double right = first.Count(correct => correct);
        double otherRight = second.Count(correct => correct);
        double agreeing = first.Zip(second).Count(item => item.First == item.Second);

        // Scaled by n squared to stay in integers: the agreement expected by chance equals n squared only where kappa is undefined.
        var expected = (right * otherRight) + ((items - right) * (items - otherRight));
        return expected == items * items ? null : ((agreeing * items) - expected) / ((items * items) - expected);
    }

    private static void CheckParallel(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        if (first.Count != second.Count)
        {
            throw new ArgumentException($"{first.Count} items against {second.Count}: both languages answer the same items.");
        }
    }
}
