namespace CLiKA.Metrics;

/// <summary>The first level: how much a model knows in one language (Gao et al., NAACL 2024, section 3.2).</summary>
public static class Performance
{
    /// <summary>Returns the share of items answered correctly; an invalid answer is wrong.</summary>
    /// <param name="correct">Number of items answered correctly, 0 to <paramref name="items"/>.</param>
    /// <param name="items">Number of items, at least 1.</param>
    /// <returns>The accuracy, in [0, 1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A count is out of range.</exception>
    public static double Accuracy(int correct, int items)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(correct);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(correct, items);
        return (double)correct / items;
    }

    /// <summary>Rescales accuracy so that guessing is 0 and the ceiling is 1, which makes sets of different difficulty comparable.</summary>
    /// <param name="accuracy">Accuracy, in [0, 1].</param>
    /// <param name="chance">Accuracy of guessing, in [0, 1).</param>
    /// <param name="ceiling">The accuracy that counts as full, in (chance, 1]; the paper takes that of ChatGPT in English.</param>
    /// <returns>The re-scaled accuracy RA, at least 0; above 1 where the model beats the ceiling.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The ceiling is not above chance.</exception>
    public static double RescaledAccuracy(double accuracy, double chance, double ceiling)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ceiling, chance);
        return Math.Max(0, (accuracy - chance) / (ceiling - chance));
    }
}
