using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>
/// What McNemar's exact test can see, computed exactly: of n items a share changes (the churn), and among those that change more are lost
/// than won. Items are independent of one another.
/// </summary>
internal static class PairedPower
{
    // What lies beyond has less weight than the last digit that anyone reads.
    private const double Negligible = 1e-10;
    private const int MostItems = 1 << 24;

    /// <summary>The chance that the one-sided test finds a loss.</summary>
    /// <param name="items">How many items are answered, at least 1.</param>
    /// <param name="churn">
    /// Share of items that change from right to wrong or from wrong to right, in [0, 1]; at least <paramref name="loss"/>, and taken to be
    /// that where it is less.
    /// </param>
    /// <param name="loss">True loss of accuracy, in [0, 1]: share of items lost minus share won.</param>
    /// <param name="alpha">The p-value from which the loss counts as found, in (0, 1).</param>
    /// <returns>The chance, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double Of(int items, double churn, double loss, double alpha)
    {
        Check(churn, alpha);
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(loss);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(loss, 1);

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
            // One more item that changed lets at most one more be won, and never all: a loss of none has a p-value of 1.
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

    /// <summary>The smallest true loss that the test finds with a given chance.</summary>
    /// <param name="items">How many items are answered, at least 1.</param>
    /// <param name="churn">Share of items that change, in [0, 1]; where the loss is larger, that many change.</param>
    /// <param name="alpha">The p-value from which a loss counts as found, in (0, 1).</param>
    /// <param name="power">The chance, in (0, 1).</param>
    /// <returns>The loss, in (0, 1], to within 0.0001; null where so few items show none, not even the loss of all.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static double? MinimumDetectableLoss(int items, double churn, double alpha, double power = 0.8)
    {
        CheckPower(power);
        if (Of(items, churn, 1, alpha) < power)
        {
            return null;
        }

        var (missed, found) = (0.0, 1.0);
        while (found - missed > 1e-5)
        {
            var middle = (missed + found) / 2;
            (missed, found) = Of(items, churn, middle, alpha) < power ? (middle, found) : (missed, middle);
        }

        return found;
    }

    /// <summary>About how many items the test takes to find a loss with a given chance.</summary>
    /// <param name="loss">True loss of accuracy, in (0, 1].</param>
    /// <param name="churn">Share of items that change, in [0, 1]; at least the loss, and taken to be that where it is less.</param>
    /// <param name="alpha">The p-value from which a loss counts as found, in (0, 1).</param>
    /// <param name="power">The chance, in (0, 1).</param>
    /// <returns>
    /// The number of items, to within a hundredth. Power goes up in small waves, since counts are whole: a few items more or less may
    /// reach it as well. Null where 16 million items are too few.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static int? ItemsToDetect(double loss, double churn, double alpha, double power = 0.8)
    {
        CheckPower(power);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(loss, 0);
        var (few, enough) = (0, 1);
        while (Of(enough, churn, loss, alpha) < power)
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
            (few, enough) = Of(middle, churn, loss, alpha) < power ? (middle, enough) : (few, middle);
        }

        return enough;
    }

    // The counts of changed items that are not out of the question.
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

    private static void Check(double churn, double alpha)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(churn);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(churn, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(alpha, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(alpha, 1);
    }

    private static void CheckPower(double power)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(power, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(power, 1);
    }
}
