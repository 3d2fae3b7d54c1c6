using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>The p-values of McNemar's test for a loss, kept: a simulation asks for the same few counts again and again.</summary>
internal sealed class LossTable
{
    private readonly Dictionary<int, double[]> _byLost = [];

    /// <summary>As <see cref="McNemar.Loss"/>.</summary>
    public double Loss(int lost, int won) => ByLost(lost + won)[lost];

    /// <summary>As <see cref="McNemar.AttainableLoss"/>.</summary>
    public double AttainableUpTo(int changed, double p)
    {
        // Falling with the number lost, and equal values from other counts differ in their last digits.
        const double Rounding = 1e-10;
        var values = ByLost(changed);
        var (exceeds, fits) = (-1, values.Length);
        while (fits - exceeds > 1)
        {
            var middle = (fits + exceeds) / 2;
            (exceeds, fits) = values[middle] <= p * (1 + Rounding) ? (exceeds, middle) : (middle, fits);
        }

        return fits == values.Length ? 0 : values[fits];
    }

    /// <summary>The p-values of so many changed items, by how many of them were lost.</summary>
    public double[] ByLost(int changed)
    {
        if (!_byLost.TryGetValue(changed, out var values))
        {
            values = [.. Enumerable.Range(0, changed + 1).Select(lost => McNemar.Loss(lost, changed - lost))];
            _byLost[changed] = values;
        }

        return values;
    }
}
