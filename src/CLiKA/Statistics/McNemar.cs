using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>McNemar's exact test of two models that answered the same items (McNemar 1947), in its binomial form.</summary>
internal static class McNemar
{
    /// <summary>
    /// Returns the two-sided p-value: the probability of a split of the changed items at least as uneven, where both directions are equally likely.
    /// </summary>
    /// <param name="lost">Number of items right before and wrong now, at least 0.</param>
    /// <param name="won">Number of items wrong before and right now, at least 0.</param>
    /// <returns>The p-value, in [0, 1]; 1 where nothing changed, 0 where it is below the smallest double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double TwoSided(int lost, int won)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(won);
        return Math.Min(1, 2 * Binomial.CDF(0.5, lost + won, Math.Min(lost, won)));
    }

    /// <summary>
    /// Returns the one-sided p-value for a loss: the probability of at least as many losses, where both directions are equally likely.
    /// </summary>
    /// <param name="lost">Number of items right before and wrong now, at least 0.</param>
    /// <param name="won">Number of items wrong before and right now, at least 0.</param>
    /// <returns>The p-value, in [0, 1]; 1 where nothing was lost. For a gain, exchange the counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double Loss(int lost, int won)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(won);

        // By symmetry, at least `lost` losses are as likely as at most `won` losses.
        return Math.Min(1, Binomial.CDF(0.5, lost + won, won));
    }

    /// <summary>
    /// Returns the probability that the given number of changed items shows a p-value for a loss of at most <paramref name="p"/>, where both
    /// directions are equally likely: this is the largest attainable p-value up to there.
    /// </summary>
    /// <param name="changed">Number of items lost or won, at least 0.</param>
    /// <param name="p">The p-value.</param>
    /// <returns>The largest value of <see cref="Loss"/> that is at most <paramref name="p"/>; 0 where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static double AttainableLoss(int changed, double p)
    {
        var won = MostWon(changed, p);
        return won < 0 ? 0 : Loss(changed - won, won);
    }

    /// <summary>
    /// Returns the largest number of changed items that may be won for the loss still to have a p-value of at most <paramref name="p"/>.
    /// </summary>
    /// <param name="changed">Number of items lost or won, at least 0.</param>
    /// <param name="p">The p-value.</param>
    /// <returns>The number; -1 where even the loss of all of them has a larger p-value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    internal static int MostWon(int changed, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(changed);

        // Equal p-values computed from different counts differ in their last digits, and must compare equal.
        const double Rounding = 1e-10;

        // The p-value increases with the count, so a binary search finds the last count that still fits.
        var (fits, exceeds) = (-1, changed + 1);
        while (exceeds - fits > 1)
        {
            var middle = (fits + exceeds) / 2;
            if (Loss(changed - middle, middle) <= p * (1 + Rounding))
            {
                fits = middle;
            }
            else
            {
                exceeds = middle;
            }
        }

        return fits;
    }
}
