using System.Collections.Immutable;

namespace CLiKA.Statistics;

/// <summary>
/// The step-up adjustment of Benjamini and Hochberg (1995), which controls the false discovery rate: of the hypotheses that are rejected, an expected
/// share of at most alpha is true. It allows more false alarms than <see cref="Holm"/>, and is for lists that a person goes through, never for a
/// gate.
/// </summary>
public static class BenjaminiHochberg
{
    /// <summary>Adjusts p-values for multiple testing.</summary>
    /// <param name="values">p-values, each in [0, 1]; independent, or positively dependent.</param>
    /// <returns>The adjusted values, each in [0, 1], in the order of <paramref name="values"/>.</returns>
    public static ImmutableArray<double> Adjust(IReadOnlyList<double> values)
    {
        var adjusted = new double[values.Count];
        var smallest = 1.0;
        foreach (var (step, index) in Enumerable.Range(0, values.Count).OrderByDescending(index => values[index]).Index())
        {
            smallest = Math.Min(smallest, values[index] * values.Count / (values.Count - step));
            adjusted[index] = smallest;
        }

        return [.. adjusted];
    }
}
