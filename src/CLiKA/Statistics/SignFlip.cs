namespace CLiKA.Statistics;

/// <summary>
/// The exact sign-flip test for clustered pairs (Fisher's randomisation test): under an unchanged model, each item's total change over all its
/// translations is equally likely to have either sign. With one language it is McNemar's exact test.
/// </summary>
public static class SignFlip
{
    /// <summary>
    /// Returns the one-sided p-value for a loss: the probability of a sum at least as low, where both signs of each change are equally likely.
    /// </summary>
    /// <param name="changes">Each item's change (<see cref="PairedDifference.ChangesByItem"/>).</param>
    /// <returns>The p-value, in [0, 1]; 1 where nothing changed, 0 where it is below the smallest double. For a gain, negate the changes.</returns>
    public static double Loss(IReadOnlyList<int> changes)
    {
        var sizes = Sizes(changes);
        var fallen = changes.Where(change => change < 0).Sum(change => -change);
        var risen = sizes.Sum() - fallen;

        // By symmetry, the probability that the falls sum to at least `fallen` is that of their summing to at most `risen`. Only the shorter tail is
        // summed: where all is lost, as in the trial of a gate, it has one term, and the other grows with the square of the items.
        return risen < fallen
            ? Math.Min(1, Chances(sizes, risen).Sum())
            : 1 - Chances(sizes, fallen - 1).Sum();
    }

    /// <summary>Returns, for every amount from 0 to the sum of all sizes, the probability that the falls sum to at least that amount.</summary>
    internal static double[] Tails(IReadOnlyList<int> changes)
    {
        var sizes = Sizes(changes);
        var chances = Chances(sizes, sizes.Sum());
        for (var sum = chances.Length - 2; sum >= 0; sum--)
        {
            chances[sum] += chances[sum + 1];
        }

        return chances;
    }

    private static List<int> Sizes(IReadOnlyList<int> changes) => [.. changes.Where(change => change != 0).Select(Math.Abs)];

    // The probability that the falls sum to exactly each amount, from 0 to the largest requested. The sum of randomly signed sizes is their total
    // minus twice the sum of the negative ones, so only the latter needs a distribution.
    private static double[] Chances(List<int> sizes, int largest)
    {
        var chances = new double[largest + 1];
        if (largest < 0)
        {
            return chances;
        }

        chances[0] = 1;
        var reach = 0;
        foreach (var size in sizes)
        {
            for (var sum = Math.Min(reach + size, largest); sum >= 0; sum--)
            {
                chances[sum] = 0.5 * (chances[sum] + (sum >= size ? chances[sum - size] : 0));
            }

            reach += size;
        }

        return chances;
    }
}
