using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>
/// Whether a model knows anything of the items that it was asked in several languages. A model may know one language alone, or a little of each:
/// half of the level goes to the languages one by one (the binomial tail, corrected for their number by Bonferroni), half to all of them at
/// once, with the translations of one item as one cluster.
/// </summary>
internal static class GuessTest
{
    /// <summary>The p-value: how likely a model that guesses is to show as much, at most.</summary>
    /// <param name="outcomes">For each language, whether each item was answered right.</param>
    /// <param name="chance">Accuracy of guessing, in (0, 1).</param>
    /// <returns>
    /// The p-value, in [0, 1]. Where items differ in chance it is too large rather than too small (Hoeffding 1956).
    /// </returns>
    /// <exception cref="ArgumentException">There is no language or no item, or items differ between languages.</exception>
    public static double P(IReadOnlyList<IReadOnlyList<bool>> outcomes, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(chance, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chance, 1);
        var items = ParallelOutcomes.CheckedItems(outcomes, outcomes);
        var most = outcomes.Max(language => language.Count(right => right));
        var single = outcomes.Count * (1 - Binomial.CDF(chance, items, most - 1));
        return Math.Min(1, 2 * Math.Min(single, OverAll(outcomes, items, chance)));
    }

    // Student's, of each item's share of languages.
    private static double OverAll(IReadOnlyList<IReadOnlyList<bool>> outcomes, int items, double chance)
    {
        double[] shares = [.. Enumerable.Range(0, items).Select(item => outcomes.Count(language => language[item]) / (double)outcomes.Count)];
        var mean = shares.Average();
        var squares = shares.Sum(share => (share - mean) * (share - mean));

        // Where all items fare alike, as where all are right, they say nothing of how far they could differ.
        return squares == 0 ? 1 : StudentT.CDF(mean, Math.Sqrt(squares / ((items - 1.0) * items)), items - 1, chance);
    }
}
