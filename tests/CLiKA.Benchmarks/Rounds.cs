using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Benchmarks;

/// <summary>Times of several ways to do the same, taken in turns, so that a machine that slows down slows them all.</summary>
internal static class Rounds
{
    /// <summary>How many rounds count.</summary>
    public const int Count = 5;

    /// <summary>What each way gives in each round, after one round that does not count.</summary>
    /// <typeparam name="T">Seconds, or several of them.</typeparam>
    public static T[][] Run<T>(params Func<T>[] ways)
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
