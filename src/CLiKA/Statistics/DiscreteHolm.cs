using System.Collections.Immutable;

namespace CLiKA.Statistics;

/// <summary>
/// Holm's step-down adjustment for tests that cannot attain every p-value (Tarone 1990; Hommel and Krummenauer 1998): a cell in which
/// four answers changed cannot show p = 0.001 by chance, and is not charged for it. The chance of any false alarm in the family stays
/// below alpha whatever the dependence; no adjusted value is larger than <see cref="Holm"/>'s.
/// </summary>
internal static class DiscreteHolm
{
    /// <summary>Adjusts p-values for having tested many hypotheses.</summary>
    /// <param name="tests">
    /// Each test's p-value, in [0, 1], and the chance with which it shows a p-value of at most a given one where nothing changed: the
    /// largest p that it can attain up to there, 0 where it can attain none.
    /// </param>
    /// <param name="familySize">
    /// How many hypotheses the family has: at least the number of tests. Those that were not tested are charged in full, so that the
    /// adjusted values can only be larger than with them; null where all were tested.
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

    /// <summary>The p-value up to which one more test is found first, whatever becomes of the others: what a plan can count on.</summary>
    /// <param name="attainableUpTo">What each test can attain, as <see cref="Adjust"/> takes it.</param>
    /// <param name="alpha">Chance of any false alarm in the family, in (0, 1).</param>
    /// <param name="familySize">As <see cref="Adjust"/> takes it.</param>
    /// <returns>The level: at least alpha divided by the family, at most alpha.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The family is smaller than the number of tests.</exception>
    public static double FirstLevel(IReadOnlyList<Func<double, double>> attainableUpTo, double alpha, int? familySize = null)
    {
        var size = familySize ?? attainableUpTo.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, attainableUpTo.Count, nameof(familySize));

        // The test that is planned for is charged in full, beside what the others attain: its answers may change more than they did.
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
