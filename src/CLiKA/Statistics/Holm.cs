using System.Collections.Immutable;

namespace CLiKA.Statistics;

/// <summary>Holm's step-down adjustment (Holm 1979), which controls the family-wise error rate at alpha.</summary>
internal static class Holm
{
    /// <summary>Adjusts p-values for multiple testing.</summary>
    /// <param name="values">p-values, each in [0, 1].</param>
    /// <param name="familySize">
    /// Number of hypotheses in the family, at least the number of values. Those that were not tested count as accepted, which can only make the
    /// adjusted values larger; null where all were tested.
    /// </param>
    /// <returns>The adjusted values, each in [0, 1], in the order of <paramref name="values"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The family is smaller than the number of values.</exception>
    public static ImmutableArray<double> Adjust(IReadOnlyList<double> values, int? familySize = null)
    {
        var size = familySize ?? values.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(size, values.Count, nameof(familySize));

        var adjusted = new double[values.Count];
        var largest = 0.0;
        foreach (var (rank, index) in Enumerable.Range(0, values.Count).OrderBy(index => values[index]).Index())
        {
            largest = Math.Max(largest, Math.Min(1, (size - rank) * values[index]));
            adjusted[index] = largest;
        }

        return [.. adjusted];
    }
}
