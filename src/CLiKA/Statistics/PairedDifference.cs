using MathNet.Numerics.Distributions;

namespace CLiKA.Statistics;

/// <summary>
/// The difference between two models' accuracies over items and languages, with a standard error clustered by item: a model that lost an item is
/// likely to have lost it in several languages (Miller 2024, arXiv 2411.00640, section 2.2).
/// </summary>
/// <param name="Mean">The candidate's accuracy minus the baseline's over all languages, in [-1, 1].</param>
/// <param name="StandardError">
/// Clustered standard error of <paramref name="Mean"/>, with the correction n / (n - 1) for few clusters; at least 0.
/// </param>
internal readonly record struct PairedDifference(double Mean, double StandardError)
{
    private const double Confidence = 0.95;

    /// <summary>95% confidence interval of <see cref="Mean"/>, from the normal approximation.</summary>
    public Interval Interval
    {
        get
        {
            var reach = Normal.InvCDF(0, 1, (1 + Confidence) / 2) * StandardError;
            return new Interval(Mean - reach, Mean + reach);
        }
    }

    /// <summary>Compares two models that answered the same items.</summary>
    /// <param name="baseline">For each language, whether each item was answered correctly in the baseline.</param>
    /// <param name="candidate">Whether each item was answered correctly by the candidate, language by language and item by item.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="ArgumentException">Languages or items differ, or there is only one item.</exception>
    public static PairedDifference Of(IReadOnlyList<IReadOnlyList<bool>> baseline, IReadOnlyList<IReadOnlyList<bool>> candidate)
    {
        var changes = ChangesByItem(baseline, candidate);
        if (changes.Length < 2)
        {
            throw new ArgumentException("One item has no standard error; expected at least two.", nameof(baseline));
        }

        double items = changes.Length;
        var mean = changes.Sum() / items;
        var squares = changes.Sum(change => (change - mean) * (change - mean));
        var error = Math.Sqrt(squares / (items * (items - 1)));
        return new PairedDifference(mean / baseline.Count, error / baseline.Count);
    }

    /// <summary>
    /// Returns each item's change, summed over its cluster: the number of languages in which it is right now minus the number in which it was, in
    /// [-languages, languages].
    /// </summary>
    /// <param name="baseline">For each language, whether each item was answered correctly in the baseline.</param>
    /// <param name="candidate">Whether each item was answered correctly by the candidate.</param>
    /// <returns>One number for each item.</returns>
    /// <exception cref="ArgumentException">Languages or items differ.</exception>
    public static int[] ChangesByItem(IReadOnlyList<IReadOnlyList<bool>> baseline, IReadOnlyList<IReadOnlyList<bool>> candidate)
    {
        var changes = new int[ParallelOutcomes.CheckedItems(baseline, candidate)];
        foreach (var (before, now) in baseline.Zip(candidate))
        {
            for (var item = 0; item < changes.Length; item++)
            {
                changes[item] += (now[item] ? 1 : 0) - (before[item] ? 1 : 0);
            }
        }

        return changes;
    }
}
