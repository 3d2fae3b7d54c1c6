using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>The score interval of a proportion (Wilson 1927), whose coverage holds up with few items and near 0 and 1.</summary>
public static class WilsonInterval
{
    private const double Confidence = 0.95;

    /// <summary>Returns the 95% score interval of a proportion.</summary>
    /// <param name="successes">Number of successes, 0 to <paramref name="trials"/>.</param>
    /// <param name="trials">Number of trials, at least 1.</param>
    /// <returns>The interval, within [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public static Interval Of(int successes, int trials)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(trials, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(successes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(successes, trials);

        var z = Normal.InvCDF(0, 1, (1 + Confidence) / 2);
        var share = (double)successes / trials;
        var centre = share + (z * z / (2 * trials));
        var spread = z * Math.Sqrt((share * (1 - share) / trials) + (z * z / (4.0 * trials * trials)));
        var scale = 1 + (z * z / trials);

        // At the ends the exact bounds are 0 and 1, which rounding must not exceed.
        return new Interval(
            successes == 0 ? 0 : (centre - spread) / scale,
            successes == trials ? 1 : (centre + spread) / scale);
    }
}
