using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>
/// The power of McNemar's exact test, computed exactly: a share of n items changes (the churn), and among those that change more are lost than won.
/// Items are independent.
/// </summary>
internal static class PairedPower
{
    // Probability mass below this affects no digit that anyone reads.
    private const double Negligible = 1e-10;
    private const int MostItems = 1 << 24;

    /// <summary>The power with which a loss counts as detectable.</summary>
    public const double Target = 0.8;

    /// <summary>Returns the power of the one-sided test to detect a loss.</summary>
    /// <param name="items">Number of items, at least 1.</param>
    /// <param name="churn">
    /// Share of items that change from right to wrong or from wrong to right, in [0, 1]; raised to <paramref name="loss"/> where it is smaller.
    /// </param>
    /// <param name="loss">True loss of accuracy, in [0, 1]: share of items lost minus share won.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <returns>The power, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double Of(int items, double churn, double loss, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(churn);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(churn, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(loss);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(loss, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);

        var changing = Math.Max(churn, loss);
        if (changing == 0)
        {
            return 0;
        }

        var winning = (changing - loss) / (2 * changing);
        var power = 0.0;
        var (first, last) = Reach(items, changing);
        var most = McNemar.MostWon(first, alpha);
        for (var changed = first; changed <= last; changed++)
        {
            // One more changed item allows at most one more won item, and never all: where nothing was lost the p-value is 1.
            if (McNemar.Loss(changed - most - 1, most + 1) <= alpha)
            {
                most++;
            }

            if (most >= 0)
            {
                power += Binomial.PMF(changing, items, changed) * Binomial.CDF(winning, changed, most);
            }
        }

        return Math.Min(1, power);
    }

    /// <summary>Returns the smallest true loss that the test detects with a power of <see cref="Target"/>.</summary>
    /// <param name="items">Number of items, at least 1.</param>
    /// <param name="churn">Share of items that change, in [0, 1]; raised to the loss where it is smaller.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <returns>The loss, in (0, 1], to within 0.0001; null where there are so few items that not even the loss of all is detected.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static double? MinimumDetectableLoss(int items, double churn, double alpha)
    {
        if (Of(items, churn, 1, alpha) < Target)
        {
            return null;
        }

        var (missed, found) = (0.0, 1.0);
        while (found - missed > 1e-5)
        {
            var middle = (missed + found) / 2;
            (missed, found) = Of(items, churn, middle, alpha) < Target ? (middle, found) : (missed, middle);
        }

        return found;
    }

    /// <summary>Returns the approximate number of items at which the test detects a loss with a power of <see cref="Target"/>.</summary>
    /// <param name="loss">True loss of accuracy, in (0, 1].</param>
    /// <param name="churn">Share of items that change, in [0, 1]; raised to the loss where it is smaller.</param>
    /// <param name="alpha">The significance level, in (0, 1).</param>
    /// <returns>
    /// The number of items, to within 1%. Power is not monotonic in the number of items, since the test is discrete: a few items more or fewer may
    /// reach it as well. Null where 16 million items are too few.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is out of range.</exception>
    public static int? ItemsToDetect(double loss, double churn, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(loss, 0);
        var (few, enough) = (0, 1);
        while (Of(enough, churn, loss, alpha) < Target)
        {
            if (enough >= MostItems)
            {
                return null;
            }

            (few, enough) = (enough, 2 * enough);
        }

        while (enough - few > Math.Max(1, enough / 100))
        {
            var middle = (few + enough) / 2;
            (few, enough) = Of(middle, churn, loss, alpha) < Target ? (middle, enough) : (few, middle);
        }

        return enough;
    }

    // The range of counts of changed items outside which the probability is negligible.
    private static (int First, int Last) Reach(int items, double changing)
    {
        var spread = 7 * Math.Sqrt(items * changing * (1 - changing));
        var first = Math.Max(0, (int)((items * changing) - spread) - 1);
        var last = Math.Min(items, (int)((items * changing) + spread) + 1);
        while (last < items && Binomial.PMF(changing, items, last) > Negligible)
        {
            last++;
        }

        return (first, last);
    }
}
