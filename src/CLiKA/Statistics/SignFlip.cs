namespace CLiKA.Statistics;

/// <summary>
/// The exact test of clustered pairs: under an unchanged model each item's whole change, all its translations together, is as likely to
/// have the other sign (Fisher's randomisation test). With one language it is McNemar's exact test.
/// </summary>
public static class SignFlip
{
    /// <summary>The p-value for a loss: how likely a sum as low as this one, or lower, is where every sign is a coin's.</summary>
    /// <param name="changes">Each item's change (<see cref="PairedDifference.ChangesByItem"/>).</param>
    /// <returns>The p-value, in (0, 1]; 1 where nothing changed. For a gain, negate the changes.</returns>
    public static double Loss(IReadOnlyList<int> changes)
    {
        var least = changes.Where(change => change < 0).Sum(change => -change);
        return Math.Min(1, Tails(changes)[least]);
    }

    /// <summary>The chance that the falls together amount to at least so much, for every amount from 0 to the sum of all sizes.</summary>
    internal static double[] Tails(IReadOnlyList<int> changes)
    {
        // The sum of coin-signed sizes is their total less twice the sum of those that came up negative: only that sum needs a distribution.
        var sizes = changes.Where(change => change != 0).Select(Math.Abs).ToList();
        var chances = new double[sizes.Sum() + 1];
        chances[0] = 1;
        var reach = 0;
        foreach (var size in sizes)
        {
            reach += size;
            for (var sum = reach; sum >= 0; sum--)
            {
                chances[sum] = 0.5 * ((sum <= reach - size ? chances[sum] : 0) + (sum >= size ? chances[sum - size] : 0));
            }
        }

        for (var sum = chances.Length - 2; sum >= 0; sum--)
        {
            chances[sum] += chances[sum + 1];
        }

        return chances;
    }
}
