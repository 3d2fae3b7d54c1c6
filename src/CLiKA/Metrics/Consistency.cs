namespace CLiKA.Metrics;

/// <summary>
/// The second level: whether a model knows the same in two languages (Gao et al., NAACL 2024, section 3.3). The formula of the
/// correct overlap is this project's reading of the paper and of the data published with it.
/// </summary>
public static class Consistency
{
    /// <summary>The share of items answered right in both languages among those answered right in at least one.</summary>
    /// <param name="first">For each item, whether it was answered right in one language.</param>
    /// <param name="second">The same for the other language, item by item.</param>
    /// <returns>The correct overlap CO, in [0, 1]; null where no item was answered right in either language.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? CorrectOverlap(IReadOnlyList<bool> first, IReadOnlyList<bool> second)
    {
        CheckParallel(first, second);
        var both = first.Zip(second).Count(item => item.First && item.Second);
        var either = first.Zip(second).Count(item => item.First || item.Second);
        return either == 0 ? null : (double)both / either;
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
        // As arrays: a permutation test takes this statistic of thousands of items twenty thousand times.
        var first = pivot as bool[] ?? [.. pivot];
        var (both, either) = (0, 0);
        foreach (var other in others)
        {
            CheckParallel(pivot, other);
            var second = other as bool[] ?? [.. other];
            for (var item = 0; item < first.Length; item++)
            {
                both += first[item] & second[item] ? 1 : 0;
                either += first[item] | second[item] ? 1 : 0;
            }
        }

        return either == 0 ? null : (double)both / either;
    }

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
