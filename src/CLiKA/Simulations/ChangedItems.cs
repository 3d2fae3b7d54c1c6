namespace CLiKA.Simulations;

/// <summary>The items of one probe set on which two models differ, and what becomes of the set when labels are swapped.</summary>
internal sealed class ChangedItems
{
    private readonly (int Language, int Change)[][] _changes;
    private readonly byte[] _coins;

    /// <param name="items">How many items the set has.</param>
    /// <param name="languages">In how many languages.</param>
    /// <param name="changes">For each item that changed, its change in each language: -1 lost, 1 won.</param>
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

    /// <summary>How many items the set has.</summary>
    public int Items { get; }

    /// <summary>Won less lost in each language.</summary>
    public int[] Sums { get; }

    /// <summary>Won and lost in each language.</summary>
    public int[] Counts { get; }

    /// <summary>The whole change of each item that changed.</summary>
    public int[] ByItem => [.. _changes.Select(item => item.Sum(entry => entry.Change))];

    /// <summary>Tosses a coin for each item that changed, odd where its labels are swapped.</summary>
    public ReadOnlySpan<byte> Toss(Random random)
    {
        random.NextBytes(_coins);
        return _coins;
    }

    /// <summary>Won less lost in each language after the labels of items were swapped.</summary>
    /// <param name="coins">For each item that changed, odd where its labels are swapped.</param>
    /// <param name="sums">Takes the result.</param>
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
