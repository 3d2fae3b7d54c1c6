using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>McNemar's exact test of two models that answered the same items (McNemar 1947; the binomial form).</summary>
public static class McNemar
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
        return lost == won ? 1 : Math.Min(1, 2 * Binomial.CDF(0.5, lost + won, Math.Min(lost, won)));
    }
}
