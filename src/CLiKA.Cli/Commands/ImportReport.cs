using CLiKA.Import;
using CLiKA.Probes;

namespace CLiKA.Cli.Commands;

/// <summary>What an import made, as a pack and in words.</summary>
internal static class ImportReport
{
    private const int IdsShown = 10;

    /// <summary>Writes a pack, and beside it what was left out.</summary>
    /// <param name="folder">Path of a new folder.</param>
    /// <param name="result">The import.</param>
    public static void WritePack(string folder, ImportResult result)
    {
        ProbeSetWriter.Write(folder, result.Pack);
        LeftOutFile.Write(folder, result.LeftOut);
    }

    /// <summary>Prints how many items there are, and what was left out and why.</summary>
    /// <param name="result">The import.</param>
    /// <param name="how">How its items were found; null where there is nothing to say of it.</param>
    public static void Print(ImportResult result, string? how = null)
    {
        var set = result.Pack.Set;
        Console.WriteLine(
            $"{set.Id}, {set.Count} items in {string.Join(' ', set.Languages)}{(how is null ? string.Empty : $", {how}")}; "
            + $"{result.LeftOut.DistinctBy(entry => entry.Id).Count()} left out.");
        foreach (var line in ParallelSelection.Describe(result.LeftOut, IdsShown))
        {
            Console.WriteLine($"  {line}");
        }
    }
}
