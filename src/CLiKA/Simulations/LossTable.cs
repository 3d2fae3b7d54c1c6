using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>Caches the p-values of McNemar's test for a loss: a simulation needs the same few counts again and again.</summary>
internal sealed class LossTable
{
    private readonly Dictionary<int, double[]> _byLost = [];

    /// <summary>As <see cref="McNemar.Loss"/>.</summary>
    public double Loss(int lost, int won) => ByLost(lost + won)[lost];

    /// <summary>As <see cref="McNemar.AttainableLoss"/>.</summary>
    public double AttainableUpTo(int changed, double p)
    {
        // Values decrease with the number lost; equal values from different counts differ in their last digits.
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

    /// <summary>Returns the p-values for a number of changed items, indexed by the number lost.</summary>
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
