namespace CLiKA.Statistics;

/// <summary>
/// The exact test of clustered pairs: under an unchanged model each item's whole change, all its translations together, is as likely to
/// have the other sign (Fisher's randomisation test). With one language it is McNemar's exact test.
/// </summary>
public static class SignFlip
{
    /// <summary>The p-value for a loss: how likely a sum as low as this one, or lower, is where every sign is a coin's.</summary>
    /// <param name="changes">Each item's change (<see cref="PairedDifference.ChangesByItem"/>).</param>
    /// <returns>The p-value, in [0, 1]; 1 where nothing changed, 0 where it is below the smallest double. For a gain, negate the changes.</returns>
    public static double Loss(IReadOnlyList<int> changes)
    {
        var sizes = Sizes(changes);
        var fallen = changes.Where(change => change < 0).Sum(change => -change);
        var risen = sizes.Sum() - fallen;

        // Falls of so much or more are, by symmetry, falls of no more than what rose. Only the shorter side is added up: where all is lost, as
        // in the trial of a gate, it has one member, and the other grows with the square of the items.
        return risen < fallen
            ? Math.Min(1, Chances(sizes, risen).Sum())
            : 1 - Chances(sizes, fallen - 1).Sum();
    }

    /// <summary>The chance that the falls together amount to at least so much, for every amount from 0 to the sum of all sizes.</summary>
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

    // The chance that the falls together amount to exactly so much, for every amount from 0 to the largest that is asked for. The sum of
    // coin-signed sizes is their total less twice those that came up negative: only their sum needs a distribution.
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
