namespace CLiKA.Statistics;

/// <summary>
/// The permutation test of a paired change in a statistic of sums over items (en-CO, XRR): under an unchanged model, the labels of an item's two sets
/// of answers, in all languages together, are exchangeable. Each draw swaps the two for a random half of the items and recomputes the change of the
/// statistic; p = (1 + hits) / (draws + 1), which is valid for any number of draws (Phipson and Smyth 2010).
/// </summary>
/// <remarks>
/// Draws come from a seeded <see cref="Random"/>, which gives the same numbers on every platform: the same answers and the same seed give the same p.
/// A draw on which the statistic is undefined for either side is rejected and drawn again, so that it counts neither for nor against; what remains is
/// the same test, restricted to the assignments on which the statistic is defined.
/// </remarks>
internal static class LabelSwap
{
    /// <summary>The minimum and default number of draws.</summary>
    public const int LeastDraws = 10_000;

    // The smallest possible p-value is 1 / (draws + 1). A run with many pooled tests needs smaller ones, and so more draws.
    private const int DrawsAtLevel = 5;
    private const int MostDraws = 1_000_000;

    // The same change, computed in another order of additions, must count as a hit.
    private const double Rounding = 1e-12;

    // Largest number of undefined draws, as a multiple of the requested draws.
    private const int Patience = 10;

    /// <summary>Returns the number of draws that can show a p-value below a given level.</summary>
    /// <param name="level">The level, above 0.</param>
    public static int DrawsAt(double level) => (int)Math.Clamp(Math.Ceiling(DrawsAtLevel / level), LeastDraws, MostDraws);

    /// <summary>Tests the change in a statistic.</summary>
    /// <param name="baseline">For each language, whether each item was answered correctly in the baseline.</param>
    /// <param name="candidate">Whether each item was answered correctly by the candidate, language by language and item by item.</param>
    /// <param name="counts">
    /// Returns the contributions of one item to a model's sums, given whether it was answered correctly in each language; the same number of values
    /// for every item.
    /// </param>
    /// <param name="statistic">
    /// Computes the statistic of a model's sums; null where it is undefined. It must not keep a reference to the list.
    /// </param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="draws">Number of draws, at least <see cref="LeastDraws"/>.</param>
    /// <returns>The observed values and the p-values.</returns>
    /// <exception cref="ArgumentException">Languages or items differ, or there are too few draws.</exception>
    public static SwapTest Test(
        IReadOnlyList<IReadOnlyList<bool>> baseline,
        IReadOnlyList<IReadOnlyList<bool>> candidate,
        Func<IReadOnlyList<bool>, int[]> counts,
        Func<IReadOnlyList<int>, double?> statistic,
        int seed,
        int draws = LeastDraws)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, LeastDraws);
        var items = ParallelOutcomes.CheckedItems(baseline, candidate);

        // Swapping an item on which both agree in every language changes nothing.
        int[] changed =
            [.. Enumerable.Range(0, items).Where(item => baseline.Zip(candidate).Any(language => language.First[item] != language.Second[item]))];
        var sums = new SwappedSums(CountsOf(baseline, items, counts), CountsOf(candidate, items, counts), changed);
        var test = new SwapTest(statistic(sums.First), statistic(sums.Second));
        return test.Candidate - test.Baseline is not { } observed ? test
            : changed.Length == 0 ? test with { LossP = 1, GainP = 1, P = 1, Spread = 0 }
            : Draw(test, sums, statistic, observed, new byte[changed.Length], new Random(seed), draws);
    }

    private static SwapTest Draw(
        SwapTest test, SwappedSums sums, Func<IReadOnlyList<int>, double?> statistic, double observed, byte[] coins, Random random, int draws)
    {
        int defined = 0, undefined = 0, lower = 0, higher = 0, larger = 0;

        // Around zero, the mean over the draws by symmetry.
        var squares = 0.0;
        while (defined < draws)
        {
            // Continues from the previous assignment rather than from the original one: independent coin tosses lead from any assignment to all with
            // equal probability.
            random.NextBytes(coins);
            sums.Swap(coins);
            if (statistic(sums.Second) - statistic(sums.First) is { } change)
            {
                defined++;
                squares += change * change;
                lower += change <= observed + Rounding ? 1 : 0;
                higher += change >= observed - Rounding ? 1 : 0;
                larger += Math.Abs(change) >= Math.Abs(observed) - Rounding ? 1 : 0;
            }
            else if (++undefined == Patience * draws)
            {
                return test;
            }
        }

        return test with { LossP = P(lower, draws), GainP = P(higher, draws), P = P(larger, draws), Spread = Math.Sqrt(squares / draws) };
    }

    private static double P(int hits, int draws) => (1.0 + hits) / (draws + 1.0);

    private static int[][] CountsOf(IReadOnlyList<IReadOnlyList<bool>> outcomes, int items, Func<IReadOnlyList<bool>, int[]> counts) =>
        [.. Enumerable.Range(0, items).Select(item => counts([.. outcomes.Select(language => language[item])]))];
}
