namespace CLiKA.Statistics;

/// <summary>
/// The sums of two models' answers while the labels of single items are swapped: a swap moves the item's difference from one sum to the other, and
/// their total stays the same.
/// </summary>
internal sealed class SwappedSums
{
    private readonly int[] _first;
    private readonly int[] _second;

    // Second minus first under the current labels, for each count of each swappable item.
    private readonly int[][] _differences;

    /// <summary>Computes the sums under the original labels.</summary>
    /// <param name="first">The contributions of each item's answers for one model.</param>
    /// <param name="second">The contributions of each item's answers for the other model.</param>
    /// <param name="swappable">The items that can be swapped.</param>
    public SwappedSums(IReadOnlyList<int[]> first, IReadOnlyList<int[]> second, IReadOnlyCollection<int> swappable)
    {
        _first = Sum(first);
        _second = Sum(second);
        _differences = [.. _first.Select((_, count) => swappable.Select(item => second[item][count] - first[item][count]).ToArray())];
    }

    /// <summary>The sums of the model that is currently labelled the first.</summary>
    public IReadOnlyList<int> First => _first;

    /// <summary>The sums of the model that is currently labelled the second.</summary>
    public IReadOnlyList<int> Second => _second;

    /// <summary>Swaps the labels of some items.</summary>
    /// <param name="coins">One byte for each swappable item, which is swapped where the lowest bit is set.</param>
    public void Swap(ReadOnlySpan<byte> coins)
    {
        for (var count = 0; count < _differences.Length; count++)
        {
            var moved = Swap(_differences[count].AsSpan(0, coins.Length), coins);
            _first[count] += moved;
            _second[count] -= moved;
        }
    }

    private static int Swap(Span<int> differences, ReadOnlySpan<byte> coins)
    {
        var sum = 0;
        for (var index = 0; index < differences.Length; index++)
        {
            // A mask of all bits or none instead of a branch, which would depend on a coin toss and be mispredicted half the time.
            var moved = differences[index] & -(coins[index] & 1);
            sum += moved;
            differences[index] -= 2 * moved;
        }

        return sum;
    }

    private static int[] Sum(IReadOnlyList<int[]> items)
    {
        var sums = new int[items[0].Length];
        foreach (var item in items)
        {
            for (var count = 0; count < sums.Length; count++)
            {
                sums[count] += item[count];
            }
        }

        return sums;
    }
}
