using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>A simulated probe set with its test results.</summary>
internal sealed record DrawnSet(ChangedItems Changed, (int Lost, int Won)[] Cells, double PoolP, double PoolChange)
{
    public static DrawnSet Of(ChangedItems changed) => new(
        changed,
        [.. changed.Sums.Zip(changed.Counts, (sum, count) => ((count - sum) / 2, (count + sum) / 2))],
        SignFlip.Loss(changed.ByItem),
        (double)changed.Sums.Sum() / (changed.Items * changed.Sums.Length));

    /// <summary>Returns the minimum p-value over the set's cells for each draw with swapped labels.</summary>
    public double[] SmallestValues(LossTable table, Random random, int draws)
    {
        var values = Changed.Counts.Select(table.ByLost).ToArray();
        var sums = new int[values.Length];
        var smallest = new double[draws];
        for (var draw = 0; draw < draws; draw++)
        {
            Changed.Swap(Changed.Toss(random), sums);
            smallest[draw] = 1;
            for (var cell = 0; cell < values.Length; cell++)
            {
                smallest[draw] = Math.Min(smallest[draw], values[cell][(Changed.Counts[cell] - sums[cell]) / 2]);
            }
        }

        return smallest;
    }
}
