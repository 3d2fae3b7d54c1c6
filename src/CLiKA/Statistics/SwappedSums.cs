namespace CLiKA.Statistics;

/// <summary>
/// What two models' answers add up to, while the two sets of answers of single items exchange their labels: a swap moves the items' difference
/// from one sum to the other, whatever stays as it is.
/// </summary>
internal sealed class SwappedSums
{
    private readonly int[] _first;
    private readonly int[] _second;

    // Second minus first as the labels are now: for each count, of every item that can be swapped.
    private readonly int[][] _differences;

    /// <summary>Adds up, with the labels as they came.</summary>
    /// <param name="first">What each item's answers of one model count for.</param>
    /// <param name="second">The same for the other model.</param>
    /// <param name="swappable">The items that can be swapped.</param>
    public SwappedSums(IReadOnlyList<int[]> first, IReadOnlyList<int[]> second, IReadOnlyCollection<int> swappable)
    {
        _first = Sum(first);
        _second = Sum(second);
        _differences = [.. _first.Select((_, count) => swappable.Select(item => second[item][count] - first[item][count]).ToArray())];
    }

    /// <summary>The sums of what is called the first now.</summary>
    public IReadOnlyList<int> First => _first;

    /// <summary>The sums of what is called the second now.</summary>
    public IReadOnlyList<int> Second => _second;

    /// <summary>Exchanges the labels of some items.</summary>
    /// <param name="coins">A byte for each item that can be swapped: it is, where the lowest bit is set.</param>
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
            // All bits where it is swapped, none where not: no processor guesses a branch that hangs on a coin.
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
