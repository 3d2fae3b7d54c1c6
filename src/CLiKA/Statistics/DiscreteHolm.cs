using System.Collections.Immutable;

namespace CLiKA.Statistics;

/// <summary>
/// Holm's step-down adjustment for discrete tests, which cannot attain every p-value (Tarone 1990; Hommel and Krummenauer 1998): a cell in which four
/// answers changed cannot show p = 0.001 by chance, and does not use up a part of alpha there. The family-wise error rate stays below alpha under any
/// dependence; no adjusted value is larger than <see cref="Holm"/>'s.
/// </summary>
internal static class DiscreteHolm
{
    /// <summary>Adjusts p-values for multiple testing.</summary>
    /// <param name="tests">
    /// The p-value of each test, in [0, 1], and its null distribution: the probability, where nothing changed, of a p-value of at most a given one.
    /// This is the largest attainable p-value up to there, or 0 where there is none.
    /// </param>
    /// <param name="familySize">
    /// Number of hypotheses in the family, at least the number of tests. Those that were not tested count in full, so that the adjusted values can
    /// only be larger than if they were tested; null where all were tested.
    /// </param>
    /// <returns>The adjusted values, each in [0, 1], in the order of <paramref name="tests"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The family is smaller than the number of tests.</exception>
    public static ImmutableArray<double> Adjust(
        IReadOnlyList<(double P, Func<double, double> AttainableUpTo)> tests, int? familySize = null)
    {
        var size = familySize ?? tests.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, tests.Count, nameof(familySize));

        var adjusted = new double[tests.Count];
        var untested = size - tests.Count;
        var largest = 0.0;
        List<int> order = [.. Enumerable.Range(0, tests.Count).OrderBy(index => tests[index].P)];
        for (var rank = 0; rank < order.Count; rank++)
        {
            var p = tests[order[rank]].P;
            var chance = (untested * p) + order.Skip(rank).Sum(index => tests[index].AttainableUpTo(p));
            largest = Math.Max(largest, Math.Min(1, chance));
            adjusted[order[rank]] = largest;
        }

        return [.. adjusted];
    }

    /// <summary>
    /// Returns the p-value at which one additional test is rejected first, whatever the results of the others: the level to plan with.
    /// </summary>
    /// <param name="attainableUpTo">The null distribution of each test, as in <see cref="Adjust"/>.</param>
    /// <param name="alpha">Family-wise error rate, in (0, 1).</param>
    /// <param name="familySize">As in <see cref="Adjust"/>.</param>
    /// <returns>The level, from alpha divided by the size of the family to alpha.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The family is smaller than the number of tests.</exception>
    public static double FirstLevel(IReadOnlyList<Func<double, double>> attainableUpTo, double alpha, int? familySize = null)
    {
        var size = familySize ?? attainableUpTo.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, attainableUpTo.Count, nameof(familySize));

        // The planned test counts in full besides what the others attain: more of its answers may change than did here.
        var charged = size - attainableUpTo.Count + 1;
        var (level, excessive) = (alpha / Math.Max(1, size), alpha);
        for (var step = 0; step < 30; step++)
        {
            var middle = (level + excessive) / 2;
            var chance = (charged * middle) + attainableUpTo.Sum(attainable => attainable(middle));
            (level, excessive) = chance <= alpha ? (middle, excessive) : (level, middle);
        }

        return level;
    }
}
