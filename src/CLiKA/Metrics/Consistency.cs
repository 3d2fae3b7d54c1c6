using CLiKA.Languages;

namespace CLiKA.Metrics;

/// <summary>
/// The second level: whether a model knows the same in two languages (Gao et al., NAACL 2024, section 3.3). The formula of the
/// correct overlap is this project's reading of the paper and of the data published with it.
/// </summary>
public static class Consistency
{
    /// <summary>Whether a set that is asked in these languages shows any Consistency: English and another one.</summary>
    /// <param name="languages">The languages.</param>
    /// <returns>Whether it does.</returns>
    public static bool IsShownIn(IReadOnlyCollection<Language> languages) => languages.Count > 1 && languages.Contains(Language.Pivot);

    /// <summary>The share of items answered right in both languages among those answered right in at least one.</summary>
    /// <param name="first">For each item, whether it was answered right in one language.</param>
    /// <param name="second">The same for the other language, item by item.</param>
    /// <returns>The correct overlap CO, in [0, 1]; null where no item was answered right in either language.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? CorrectOverlap(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        CheckParallel(first, second);
        return OverlapOf([first.Zip(second).Count(item => item.First && item.Second), first.Zip(second).Count(item => item.First || item.Second)]);
    }

    /// <summary>The correct overlap of English with all other languages at once, over (item, language) pairs.</summary>
    /// <param name="pivot">For each item, whether it was answered right in English.</param>
    /// <param name="others">The same for each other language.</param>
    /// <returns>
    /// Of the pairs right in English or in the other language, the share right in both, in [0, 1]; null where there is no such pair.
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

    /// <summary>What one item adds to the sums that the pooled overlap is taken of.</summary>
    /// <param name="answers">Whether it was answered right in each language, English first.</param>
    /// <returns>In how many other languages it was right in both, that one and English, and in how many in either.</returns>
    internal static int[] OverlapCounts(IReadOnlyList<bool> answers)
    {
        var others = answers.Skip(1).ToList();
        return answers[0] ? [others.Count(right => right), others.Count] : [0, others.Count(right => right)];
    }

    /// <summary>The correct overlap of items that add up to this.</summary>
    /// <param name="sums">How many pairs are right in both, and how many in either (<see cref="OverlapCounts"/>).</param>
    /// <returns>The overlap, in [0, 1]; null where there is no such pair.</returns>
    internal static double? OverlapOf(IReadOnlyList<int> sums) => sums[1] == 0 ? null : (double)sums[0] / sums[1];

    /// <summary>
    /// Cohen's kappa (Cohen 1960) of being right in one language and being right in the other: the agreement beyond what two
    /// independent models of the same accuracies would show.
    /// </summary>
    /// <param name="first">For each item, whether it was answered right in one language.</param>
    /// <param name="second">The same for the other language, item by item.</param>
    /// <returns>Kappa, in [-1, 1]; null where it is undefined: no items, or all right or all wrong in both languages.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? Kappa(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        CheckParallel(first, second);
        double items = first.Count;
        double right = first.Count(correct => correct);
        double otherRight = second.Count(correct => correct);
        double agreeing = first.Zip(second).Count(item => item.First == item.Second);

        // In counts times n, to stay in whole numbers: agreement expected by chance reaches n squared only where kappa is undefined.
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
