using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>One probe set that two models answered, with the labels of each item's answers swapped at random in all languages together.</summary>
internal sealed class SwappedSet
{
    private readonly ChangedItems _changed;
    private readonly (int Both, int Either)[] _before;
    private readonly (int Both, int Either)[] _now;
    private readonly (int Both, int Either) _unchanged;
    private readonly double[] _tails;
    private readonly int[] _sums;
    private double[] _overlaps = [];

    public SwappedSet(ProbeSetMeasurement baseline, ProbeSetMeasurement received)
    {
        Language[] languages = [.. received.Languages.Select(cell => cell.Language)];
        var before = languages.Select(language => baseline.In(language)!.IsCorrect).ToList();
        var now = languages.Select(language => received.In(language)!.IsCorrect).ToList();
        var pivot = Array.IndexOf(languages, Language.Pivot);
        var items = received.Gold.Length;
        var differing = Enumerable.Range(0, items)
            .Where(item => before.Zip(now).Any(pair => pair.First[item] != pair.Second[item])).ToList();
        _changed = new ChangedItems(items, languages.Length, [.. differing.Select(ChangesOf)]);
        _before = [.. differing.Select(item => Overlap(before, item))];
        _now = [.. differing.Select(item => Overlap(now, item))];
        _unchanged = Enumerable.Range(0, items).Except(differing).Select(item => Overlap(now, item)).Aggregate((0, 0), Add);
        _tails = SignFlip.Tails(_changed.ByItem);
        _sums = new int[languages.Length];

        sbyte[] ChangesOf(int item) =>
            [.. before.Zip(now, (first, second) => (sbyte)((second[item] ? 1 : 0) - (first[item] ? 1 : 0)))];

        (int, int) Overlap(List<ImmutableArray<bool>> answers, int item)
        {
            var others = answers.Where((_, index) => index != pivot).Select(other => other[item]);
            var counts = Consistency.OverlapCounts([answers[pivot][item], .. others]);
            return (counts[0], counts[1]);
        }
    }

    public int Items => _changed.Items;

    /// <summary>
    /// Draws the null distribution of the change in overlap. A draw on which the overlap is undefined counts for nothing, as in <see
    /// cref="LabelSwap"/>.
    /// </summary>
    public void DrawOverlaps(Random random, int draws) =>
        _overlaps = [.. Enumerable.Range(0, draws).Select(_ => OverlapChange(_changed.Toss(random))).Where(double.IsFinite).Order()];

    /// <summary>Draws one assignment of labels, and returns the cells' counts and the pooled tests' p-values and changes.</summary>
    public SwapOutcome Draw(Random random)
    {
        var coins = _changed.Toss(random);
        _changed.Swap(coins, _sums);
        var total = _sums.Sum();
        var overlap = OverlapChange(coins);
        return new SwapOutcome(
            [.. _sums.Zip(_changed.Counts, (sum, count) => ((count - sum) / 2, (count + sum) / 2))],
            Math.Min(1, _tails[(_tails.Length - 1 - total) / 2]),
            (double)total / (Items * _sums.Length),
            double.IsNaN(overlap) ? 1 : CellAlarms.Rank(_overlaps, overlap),
            overlap);
    }

    private static (int Both, int Either) Add((int Both, int Either) first, (int Both, int Either) second) =>
        (first.Both + second.Both, first.Either + second.Either);

    // NaN where there is no pair to compute the overlap from, which never counts as a fall.
    private double OverlapChange(ReadOnlySpan<byte> coins)
    {
        var (first, second) = (_unchanged, _unchanged);
        for (var index = 0; index < coins.Length; index++)
        {
            var isSwapped = (coins[index] & 1) == 1;
            first = Add(first, isSwapped ? _now[index] : _before[index]);
            second = Add(second, isSwapped ? _before[index] : _now[index]);
        }

        return ((double)second.Both / second.Either) - ((double)first.Both / first.Either);
    }
}
