namespace CLiKA.Simulations;

/// <summary>The items of one probe set on which two models differ, and the effect of swapping their labels.</summary>
internal sealed class ChangedItems
{
    private readonly (int Language, int Change)[][] _changes;
    private readonly byte[] _coins;

    /// <param name="items">Number of items in the set.</param>
    /// <param name="languages">Number of languages.</param>
    /// <param name="changes">For each changed item, its change in each language: -1 lost, 1 won.</param>
    public ChangedItems(int items, int languages, IReadOnlyList<sbyte[]> changes)
    {
        Items = items;
        _changes =
        [
            .. changes.Select(item => item.Index()
                .Where(entry => entry.Item != 0).Select(entry => (entry.Index, (int)entry.Item)).ToArray()),
        ];
        _coins = new byte[_changes.Length];
        Sums = new int[languages];
        Counts = new int[languages];
        foreach (var (language, change) in _changes.SelectMany(item => item))
        {
            Sums[language] += change;
            Counts[language]++;
        }
    }

    /// <summary>Number of items in the set.</summary>
    public int Items { get; }

    /// <summary>Won minus lost in each language.</summary>
    public int[] Sums { get; }

    /// <summary>Won plus lost in each language.</summary>
    public int[] Counts { get; }

    /// <summary>The change of each changed item, summed over languages.</summary>
    public int[] ByItem => [.. _changes.Select(item => item.Sum(entry => entry.Change))];

    /// <summary>Tosses a coin for each changed item: an odd value swaps its labels.</summary>
    public ReadOnlySpan<byte> Toss(Random random)
    {
        random.NextBytes(_coins);
        return _coins;
    }

    /// <summary>Computes won minus lost in each language after swapping the labels of items.</summary>
    /// <param name="coins">One value for each changed item; an odd value swaps its labels.</param>
    /// <param name="sums">Receives the result.</param>
    public void Swap(ReadOnlySpan<byte> coins, int[] sums)
    {
        Sums.CopyTo(sums, 0);
        for (var index = 0; index < _changes.Length; index++)
        {
            if ((coins[index] & 1) == 1)
            {
                foreach (var (language, change) in _changes[index])
                {
                    sums[language] -= 2 * change;
                }
            }
        }
    }
}
