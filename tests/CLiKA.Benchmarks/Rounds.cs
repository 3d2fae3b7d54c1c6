using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Benchmarks;

/// <summary>Times of several ways to do the same, taken in turns, so that a machine that slows down slows them all.</summary>
internal static class Rounds
{
    private const int Count = 5;

    /// <summary>Seconds of each way in each round, after one round that does not count.</summary>
    public static double[][] Run(params Func<double>[] ways)
    {
        Array.ForEach(ways, way => way());
        var rounds = Enumerable.Range(0, Count).Select(_ => Array.ConvertAll(ways, way => way())).ToArray();
        return [.. ways.Select((_, way) => rounds.Select(round => round[way]).ToArray())];
    }

    /// <summary>Seconds that something takes.</summary>
    public static double Time(Action action)
    {
        var clock = Stopwatch.StartNew();
        action();
        return clock.Elapsed.TotalSeconds;
    }

    /// <summary>Median, least and most of values, in words.</summary>
    public static string Words(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return string.Create(CultureInfo.InvariantCulture, $"{sorted[sorted.Length / 2]:0.00} ({sorted[0]:0.00} to {sorted[^1]:0.00})");
    }
}
