using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>McNemar's exact test of two models that answered the same items (McNemar 1947; the binomial form).</summary>
internal static class McNemar
{
    /// <summary>The two-sided p-value: how likely so uneven a split of changed items is where both directions are equally likely.</summary>
    /// <param name="lost">Items right before and wrong now, at least 0.</param>
    /// <param name="won">Items wrong before and right now, at least 0.</param>
    /// <returns>The p-value, in [0, 1]; 1 where nothing changed, 0 where it is below the smallest double.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double TwoSided(int lost, int won)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(won);
        return Math.Min(1, 2 * Binomial.CDF(0.5, lost + won, Math.Min(lost, won)));
    }

    /// <summary>The p-value for a loss: how likely so many losses, or more, are where both directions are equally likely.</summary>
    /// <param name="lost">Items right before and wrong now, at least 0.</param>
    /// <param name="won">Items wrong before and right now, at least 0.</param>
    /// <returns>The p-value, in [0, 1]; 1 where nothing was lost. For a gain, exchange the counts.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public static double Loss(int lost, int won)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(lost);
        ArgumentOutOfRangeException.ThrowIfNegative(won);

        // As many losses as `lost` or more are, by symmetry, as many gains as `won` or fewer.
        return Math.Min(1, Binomial.CDF(0.5, lost + won, won));
    }

    /// <summary>
    /// The chance with which so many changed items show a loss of at most a given p-value where both directions are equally likely: the
    /// largest p-value up to there that they can show at all.
    /// </summary>
    /// <param name="changed">Items lost and won together, at least 0.</param>
    /// <param name="p">The p-value.</param>
    /// <returns>The largest value of <see cref="Loss"/> that is at most <paramref name="p"/>; 0 where there is none.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static double AttainableLoss(int changed, double p)
    {
        var won = MostWon(changed, p);
        return won < 0 ? 0 : Loss(changed - won, won);
    }

    /// <summary>How many of the changed items may be won at most for the loss to have a p-value of at most a given one.</summary>
    /// <param name="changed">Items lost and won together, at least 0.</param>
    /// <param name="p">The p-value.</param>
    /// <returns>The count; -1 where the loss of all of them has a larger p-value.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    internal static int MostWon(int changed, double p)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(changed);

        // The same p-value from another count of changed items differs in its last digits, and has to count as the same.
        const double Rounding = 1e-10;

        // The p-value grows with the count: the last count that is still small enough is found by halving.
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
