using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>Determines which cells of one simulated run are called regressed.</summary>
/// <param name="table">The p-values.</param>
/// <param name="alpha">The cells' part of alpha.</param>
internal sealed class CellAlarms(LossTable table, double alpha)
{
    /// <summary>Applies a procedure for multiple testing.</summary>
    /// <param name="cells">Numbers of lost and won items in each cell.</param>
    /// <param name="procedure">The procedure.</param>
    /// <param name="smallest">Sorted minimum p-values of draws with swapped labels; needed by <see cref="CellProcedure.SmallestP"/> only.</param>
    /// <returns>For each cell, whether its loss is significant.</returns>
    public bool[] Find(IReadOnlyList<(int Lost, int Won)> cells, CellProcedure procedure, double[]? smallest = null)
    {
        double[] values = [.. cells.Select(cell => table.Loss(cell.Lost, cell.Won))];

        // An adjustment never makes a p-value smaller.
        if (values.Min() > alpha)
        {
            return new bool[values.Length];
        }

        IEnumerable<double> adjusted = procedure switch
        {
            CellProcedure.Holm => Holm.Adjust(values),
            CellProcedure.DiscreteHolm => DiscreteHolm.Adjust([.. cells.Zip(values, Test)]),
            CellProcedure.SmallestP => values.Select(p => Rank(smallest!, p)),
            _ => throw new ArgumentOutOfRangeException(nameof(procedure)),
        };
        return [.. adjusted.Select(p => p <= alpha)];

        (double, Func<double, double>) Test((int Lost, int Won) cell, double p) =>
            (p, limit => table.AttainableUpTo(cell.Lost + cell.Won, limit));
    }

    /// <summary>Returns the permutation p-value (1 + hits) / (draws + 1), where a hit is a draw of at most the value.</summary>
    public static double Rank(double[] sorted, double value)
    {
        var reached = value + (1e-10 * Math.Abs(value));
        var (hits, beyond) = (0, sorted.Length);
        while (hits < beyond)
        {
            var middle = (hits + beyond) / 2;
            (hits, beyond) = sorted[middle] <= reached ? (middle + 1, beyond) : (hits, middle);
        }

        return (1.0 + hits) / (sorted.Length + 1.0);
    }
}
