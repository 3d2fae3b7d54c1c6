using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>
/// Tests whether a model knows anything of the items that it was asked in several languages. It may know one language only, or a little of each: half
/// of the level goes to the single languages (the binomial tail, with Bonferroni's correction for their number), half to all of them together, with
/// the translations of an item as one cluster.
/// </summary>
internal static class GuessTest
{
    /// <summary>Returns the p-value: an upper bound on the probability that a model that guesses does as well.</summary>
    /// <param name="outcomes">For each language, whether each item was answered correctly.</param>
    /// <param name="chance">Accuracy of guessing, in (0, 1).</param>
    /// <returns>The p-value, in [0, 1]. Where items differ in chance it errs on the large side (Hoeffding 1956).</returns>
    /// <exception cref="ArgumentException">There is no language or no item, or the languages differ in their items.</exception>
    public static double P(IReadOnlyList<IReadOnlyList<bool>> outcomes, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(chance, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chance, 1);
        var items = ParallelOutcomes.CheckedItems(outcomes, outcomes);
        var most = outcomes.Max(language => language.Count(right => right));
        var single = outcomes.Count * (1 - Binomial.CDF(chance, items, most - 1));
        return Math.Min(1, 2 * Math.Min(single, OverAll(outcomes, items, chance)));
    }

    // One-sample t-test of the share of languages in which each item is right.
    private static double OverAll(IReadOnlyList<IReadOnlyList<bool>> outcomes, int items, double chance)
    {
        double[] shares = [.. Enumerable.Range(0, items).Select(item => outcomes.Count(language => language[item]) / (double)outcomes.Count)];
        var mean = shares.Average();
        var squares = shares.Sum(share => (share - mean) * (share - mean));

        // Without variance between the items, for example where all are right, the t-test does not apply.
        return squares == 0 ? 1 : StudentT.CDF(mean, Math.Sqrt(squares / ((items - 1.0) * items)), items - 1, chance);
    }
}
