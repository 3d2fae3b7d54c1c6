using MathNet.Numerics.Distributions;

namespace CLiKA.Simulations;

/// <summary>Draws probe sets in which answers change at random, with a given correlation between the languages of an item.</summary>
/// <param name="items">Number of items.</param>
/// <param name="correlation">Correlation of the latent normal scores of an item's languages.</param>
/// <param name="churn">For each language, the share of items that change.</param>
/// <param name="losses">For each language, the true loss.</param>
internal sealed class ChurningSet(int items, double correlation, double[] churn, double[] losses)
{
    private readonly double _shared = Math.Sqrt(correlation);
    private readonly double _own = Math.Sqrt(1 - correlation);

    // An answer changes where its first score lies below the first threshold, and is then lost where its second score lies below the second.
    private readonly double[] _changes = [.. churn.Select(share => Normal.InvCDF(0, 1, share))];
    private readonly double[] _loses = [.. churn.Zip(losses, (share, loss) => Normal.InvCDF(0, 1, (share + loss) / (2 * share)))];

    public ChangedItems Draw(Random random)
    {
        var changed = new List<sbyte[]>();
        for (var item = 0; item < items; item++)
        {
            var common = _shared == 0 ? 0 : _shared * Normal.Sample(random, 0, 1);
            sbyte[]? changes = null;
            double? direction = null;
            for (var language = 0; language < _changes.Length; language++)
            {
                if (common + (_own * Normal.Sample(random, 0, 1)) < _changes[language])
                {
                    changes ??= new sbyte[_changes.Length];
                    direction ??= _shared * Normal.Sample(random, 0, 1);
                    changes[language] = (sbyte)(direction.Value + (_own * Normal.Sample(random, 0, 1)) < _loses[language] ? -1 : 1);
                }
            }

            if (changes is not null)
            {
                changed.Add(changes);
            }
        }

        return new ChangedItems(items, _changes.Length, changed);
    }
}
