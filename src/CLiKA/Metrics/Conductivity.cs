using CLiKA.Statistics;

namespace CLiKA.Metrics;

/// <summary>
/// The third level: whether knowledge taught in one language can be retrieved in another (Gao et al., NAACL 2024, section 3.4). The formula of the
/// cross-retrieval ratio is this project's reading of the paper and of the data published with it.
/// </summary>
public static class Conductivity
{
    /// <summary>The share that each completeness check has to reach for a teaching to count as complete.</summary>
    public const double Completeness = 0.90;

    /// <summary>
    /// Returns the cross-retrieval ratio XRR = |T_en ∩ T_L| / |T_en|, where T is the set of facts taught in English only that are answered correctly.
    /// </summary>
    /// <param name="pivot">For each such fact, whether it was answered correctly in English.</param>
    /// <param name="other">Whether it was answered correctly in the other language, fact by fact.</param>
    /// <returns>The ratio, in [0, 1]; null where no fact was answered correctly in English.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static double? CrossRetrieval(IReadOnlyList<bool> pivot, IReadOnlyList<bool> other)
    {
        var (both, known) = Count(pivot, other);
        return known == 0 ? null : (double)both / known;
    }

    /// <summary>Returns the 95% Wilson interval of the cross-retrieval ratio, over the facts answered correctly in English.</summary>
    /// <param name="pivot">For each fact taught in English only, whether it was answered correctly in English.</param>
    /// <param name="other">Whether it was answered correctly in the other language, fact by fact.</param>
    /// <returns>The interval, within [0, 1]; null where no fact was answered correctly in English.</returns>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public static Interval? CrossRetrievalInterval(IReadOnlyList<bool> pivot, IReadOnlyList<bool> other)
    {
        var (both, known) = Count(pivot, other);
        return known == 0 ? null : WilsonInterval.Of(both, known);
    }

    /// <summary>Rescales a ratio so that guessing is 0 and retrieving everything is 1.</summary>
    /// <param name="ratio">The cross-retrieval ratio, in [0, 1].</param>
    /// <param name="chance">The accuracy of guessing, in (0, 1): one divided by the number of continents.</param>
    /// <returns>The chance-corrected ratio, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">Chance is out of range.</exception>
    public static double ChanceCorrected(double ratio, double chance)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(chance, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(chance, 1);
        return Math.Max(0, (ratio - chance) / (1 - chance));
    }

    private static (int Both, int Known) Count(IReadOnlyList<bool> pivot, IReadOnlyList<bool> other)
    {
        if (pivot.Count != other.Count)
        {
            throw new ArgumentException($"{pivot.Count} facts against {other.Count}: both languages answer the same facts.");
        }

        return (pivot.Zip(other).Count(fact => fact.First && fact.Second), pivot.Count(right => right));
    }
}
