using System.Diagnostics;
using System.Globalization;

namespace CLiKA.Benchmarks.Scale;

/// <summary>A part of a simulation: what it takes is printed when it ends.</summary>
internal static class Stage
{
    /// <summary>Does it.</summary>
    /// <typeparam name="T">What comes of it.</typeparam>
    /// <param name="name">What it is called.</param>
    /// <param name="count">How many answers it is about.</param>
    /// <param name="work">What is done.</param>
    public static T Run<T>(string name, long count, Func<T> work)
    {
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var result = work();
        var seconds = clock.Elapsed.TotalSeconds;
        using var process = Process.GetCurrentProcess();
        var busy = (process.TotalProcessorTime - processor).TotalSeconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name}: {seconds:0.0} s, of the processor {busy:0.0} s, {busy / count * 1e6:0.00} µs an answer; most memory so far {process.PeakWorkingSet64 / 1e6:0} MB"));
        return result;
    }
}
