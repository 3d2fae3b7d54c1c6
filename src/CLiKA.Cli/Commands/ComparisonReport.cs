using System.Collections.Immutable;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;

namespace CLiKA.Cli.Commands;

/// <summary>The report of a comparison, in the format of a run's report.</summary>
internal static class ComparisonReport
{
    /// <summary>Writes the report, and tells the build server.</summary>
    /// <param name="report">The comparison, and the available texts.</param>
    /// <param name="folder">The folder to write to; null for no report.</param>
    /// <param name="tellsServer">Whether to tell the build server.</param>
    public static void Leave(ModelReport report, string? folder, bool tellsServer)
    {
        var texts = RunTexts.Of([report], [], isLeft: folder is not null);
        if (folder is not null)
        {
            RunReport.Write(folder, [report], [], texts);
            Console.Error.WriteLine($"{Path.Combine(folder, RunReport.PageFile)}");
        }

        if (tellsServer)
        {
            JobReport.Tell(report, texts, folder);
        }
    }

    /// <summary>
    /// Finds the probe sets that were asked, since a measurement contains no texts; a set of the same name with other items does not count.
    /// </summary>
    /// <param name="received">The measurement.</param>
    /// <param name="configuration">Path of the configuration whose probe sets are searched; null for the usual one, if there is one.</param>
    /// <param name="texts">Path of a folder whose subfolders are searched for probe sets instead; null for none.</param>
    /// <returns>The probe sets that were found, by id.</returns>
    /// <exception cref="InvalidInputException">A probe set cannot be read, or the folder contains none that was asked.</exception>
    public static ImmutableSortedDictionary<string, ProbePack> PacksOf(Measurement received, string? configuration, string? texts)
    {
        if (texts is null)
        {
            // Other probe sets of the configuration need not be readable; and environment variables do not affect texts.
            return (from entry in Locations.FindFile(configuration) is { } file ? ConfigurationReader.Read(file).ProbeSets : []
                    where received.ProbeSets.Any(set => set.ProbeSet == entry.Id)
                    let pack = entry.ReadPack()
                    where WasAsked(pack, received)
                    select pack).ToImmutableSortedDictionary(pack => pack.Set.Id, pack => pack, StringComparer.Ordinal);
        }

        var packs = FoldersIn(texts).Select(ProbeSetReader.ReadPack).Where(pack => WasAsked(pack, received))
            .DistinctBy(pack => pack.Set.Id).ToImmutableSortedDictionary(pack => pack.Set.Id, pack => pack, StringComparer.Ordinal);
        return packs.Count > 0 ? packs : throw new InvalidInputException(
            texts, $"has no probe set with the items of {string.Join(", ", received.ProbeSets.Select(set => set.ProbeSet))}; expected folders of them, as {ToolCommand.Quote("import --texts")} writes.");
    }

    private static bool WasAsked(ProbePack pack, Measurement received) =>
        received.ProbeSets.Any(set => set.ProbeSet == pack.Set.Id && set.Fingerprint.Items == pack.Set.ItemsHash);

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
        : throw new InvalidInputException(folder, "no such folder; expected one with probe sets in folders.");
}
