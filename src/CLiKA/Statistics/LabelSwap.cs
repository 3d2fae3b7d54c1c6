namespace CLiKA.Statistics;

/// <summary>
/// The permutation test of a paired change of a statistic of sums over items (en-CO, XRR): under an unchanged model it is a coin's doing which of an
/// item's two sets of answers, in all languages together, is called the baseline's. Each draw swaps the two for a random half of the
/// items and takes the statistic's change anew; p = (1 + hits) / (draws + 1), which keeps its level for any number of draws (Phipson and
/// Smyth 2010).
/// </summary>
/// <remarks>
/// Draws come from <see cref="Random"/> with a seed, which gives the same numbers on every platform: the same answers and the same seed
/// give the same p. A draw on which the statistic is undefined for either side is thrown away and drawn again, so that it is evidence for
/// nothing; what remains is the same test among the assignments that the statistic is defined on.
/// </remarks>
internal static class LabelSwap
{
    /// <summary>The least number of draws, and the usual one.</summary>
    public const int LeastDraws = 10_000;

    // A p-value of draws is at least one in as many. Where a run has many pools it takes more of them to show one that is small enough.
    private const int DrawsAtLevel = 5;
    private const int MostDraws = 1_000_000;

    // The same change by another order of additions must count as a hit.
    private const double Rounding = 1e-12;

    // Of this many draws for each that is wanted, at least one has to be defined.
    private const int Patience = 10;

    /// <summary>How many draws it takes to show a p-value that is small enough.</summary>
    /// <param name="level">How small it has to be, above 0.</param>
    public static int DrawsAt(double level) => (int)Math.Clamp(Math.Ceiling(DrawsAtLevel / level), LeastDraws, MostDraws);

    /// <summary>Tests the change of a statistic.</summary>
    /// <param name="baseline">For each language, whether each item was answered right in the baseline.</param>
    /// <param name="candidate">The same for the candidate, language by language and item by item.</param>
    /// <param name="counts">
    /// What one item adds to the sums of a model, equally many numbers for every item: given is whether it was answered right in each language.
    /// </param>
    /// <param name="statistic">The statistic of a model's sums; null where it is undefined. It must not keep the list.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="draws">How many draws, at least <see cref="LeastDraws"/>.</param>
    /// <returns>The observed values and the p-values.</returns>
    /// <exception cref="ArgumentException">Languages or items differ, or the draws are too few.</exception>
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
        var (before, now) = (statistic(sums.First), statistic(sums.Second));
        if (now - before is not { } observed)
        {
            return new SwapTest(before, now, null, null, null, null, 0, 0);
        }

        if (changed.Length == 0)
        {
            return new SwapTest(before, now, 1, 1, 1, 0, draws, 0);
        }

        var random = new Random(seed);
        var bits = new byte[changed.Length];
        int defined = 0, undefined = 0, lower = 0, higher = 0, larger = 0;

        // About zero, where the draws' mean lies by symmetry.
        var squares = 0.0;
        while (defined < draws && undefined < Patience * draws)
        {
            // From the last draw's labels, not from the first: a coin's toss for each item leads from any to all with equal chance.
            random.NextBytes(bits);
            sums.Swap(bits);
            if (statistic(sums.Second) - statistic(sums.First) is not { } change)
            {
                undefined++;
                continue;
            }

            defined++;
            squares += change * change;
            lower += change <= observed + Rounding ? 1 : 0;
            higher += change >= observed - Rounding ? 1 : 0;
            larger += Math.Abs(change) >= Math.Abs(observed) - Rounding ? 1 : 0;
        }

        return defined < draws
            ? new SwapTest(before, now, null, null, null, null, defined, undefined)
            : new SwapTest(
                before, now, P(lower, draws), P(higher, draws), P(larger, draws), Math.Sqrt(squares / draws), defined, undefined);
    }

    private static double P(int hits, int draws) => (1.0 + hits) / (draws + 1.0);

    private static int[][] CountsOf(IReadOnlyList<IReadOnlyList<bool>> outcomes, int items, Func<IReadOnlyList<bool>, int[]> counts) =>
        [.. Enumerable.Range(0, items).Select(item => counts([.. outcomes.Select(language => language[item])]))];
}
