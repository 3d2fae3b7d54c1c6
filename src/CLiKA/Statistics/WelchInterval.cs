using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>The confidence interval of a difference of two means with possibly unequal variances (Welch 1947).</summary>
internal static class WelchInterval
{
    /// <summary>Returns the confidence interval of the second mean minus the first.</summary>
    /// <param name="first">Values of one sample, at least two.</param>
    /// <param name="second">Values of the other sample, at least two.</param>
    /// <param name="confidence">Confidence level, in (0, 1).</param>
    /// <returns>The interval; a point where neither sample varies.</returns>
    /// <exception cref="ArgumentException">A sample has fewer than two values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence level is out of range.</exception>
    public static Interval Of(IReadOnlyList<double> first, IReadOnlyList<double> second, double confidence)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);
        if (first.Count < 2 || second.Count < 2)
        {
            throw new ArgumentException($"{first.Count} values against {second.Count}: a spread takes two on either side.");
        }

        var difference = second.Average() - first.Average();
        var (one, other) = (SquaredError(first), SquaredError(second));
        if (one + other == 0)
        {
            return new Interval(difference, difference);
        }

        // The degrees of freedom of Welch and Satterthwaite.
        var freedom = (one + other) * (one + other) / ((one * one / (first.Count - 1)) + (other * other / (second.Count - 1)));
        var reach = StudentT.InvCDF(0, 1, freedom, (1 + confidence) / 2) * Math.Sqrt(one + other);
        return new Interval(difference - reach, difference + reach);
    }

    // Squared standard error of the mean.
    private static double SquaredError(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Count - 1) / values.Count;
    }
}
