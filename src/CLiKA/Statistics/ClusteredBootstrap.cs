namespace CLiKA.Statistics;

/// <summary>
/// The percentile interval of any statistic of items (Efron 1979): items are drawn with replacement, each with all its translations, and
/// the statistic is taken anew.
/// </summary>
/// <remarks>Draws come from <see cref="Random"/> with a seed, which gives the same numbers on every platform.</remarks>
public static class ClusteredBootstrap
{
    /// <summary>The interval of a statistic.</summary>
    /// <param name="items">How many items there are, at least 1.</param>
    /// <param name="statistic">
    /// The statistic of a draw, which is the positions of the drawn items, as many as there are; null where it is undefined. It must not
    /// keep or change the list.
    /// </param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="confidence">Coverage, in (0, 1).</param>
    /// <param name="draws">How many draws, at least 100.</param>
    /// <returns>
    /// The interval. A draw on which the statistic is undefined could have lain at either end and is counted at both, so that it can only
    /// widen the interval; null where so many are undefined that an end is.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Interval? Of(
        int items, Func<IReadOnlyList<int>, double?> statistic, int seed, double confidence = 0.95, int draws = 10_000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(items, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(draws, 100);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(confidence, 0);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(confidence, 1);

        var random = new Random(seed);
        var drawn = new int[items];
        var values = new List<double>(draws);
        for (var draw = 0; draw < draws; draw++)
        {
            for (var place = 0; place < items; place++)
            {
                drawn[place] = random.Next(items);
            }

            if (statistic(drawn) is { } value)
            {
                values.Add(value);
            }
        }

        values.Sort();
        var beyond = (int)Math.Floor((1 - confidence) / 2 * draws);
        var undefined = draws - values.Count;
        return beyond < undefined ? null : new Interval(values[beyond - undefined], values[values.Count - 1 - (beyond - undefined)]);
    }
}
