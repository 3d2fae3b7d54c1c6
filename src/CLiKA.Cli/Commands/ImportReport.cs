using CLiKA.Import;
using CLiKA.Probes;

namespace CLiKA.Cli.Commands;

/// <summary>Writes the result of an import as a pack, and describes it.</summary>
internal static class ImportReport
{
    private const int IdsShown = 10;

    /// <summary>Writes a pack, with the list of items that were left out.</summary>
    /// <param name="folder">Path of a new folder.</param>
    /// <param name="result">The import.</param>
    public static void WritePack(string folder, ImportResult result)
    {
        ProbeSetWriter.Write(folder, result.Pack);
        LeftOutFile.Write(folder, result.LeftOut);
    }

    /// <summary>Prints the number of items, and those that were left out with the reasons.</summary>
    /// <param name="result">The import.</param>
    /// <param name="how">The way in which the items were found; null where it is not worth mentioning.</param>
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
