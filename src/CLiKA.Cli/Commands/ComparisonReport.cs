using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;

namespace CLiKA.Cli.Commands;

/// <summary>The report of two measurements, as a run leaves it behind.</summary>
internal static class ComparisonReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="folder">The folder to write to.</param>
    /// <param name="report">What the comparison says, and the texts that are at hand.</param>
    public static void Write(string folder, ModelReport report)
    {
        RunReport.Write(folder, [report], []);
        Console.Error.WriteLine($"{Path.Combine(folder, RunReport.PageFile)}");
    }

    /// <summary>The probe sets that were asked, which a measurement holds no texts of; one of the same name that asks other items is none.</summary>
    /// <param name="received">The measurement.</param>
    /// <param name="configuration">Path of the configuration whose probe sets are looked through; null for the usual one, if there is one.</param>
    /// <param name="texts">Path of a folder with probe sets in folders, to be looked through instead; null for none.</param>
    /// <returns>The probe sets at hand, by id.</returns>
    /// <exception cref="InvalidInputException">A probe set cannot be read, or the folder has none that was asked.</exception>
    public static ImmutableSortedDictionary<string, ProbePack> PacksOf(Measurement received, string? configuration, string? texts)
    {
        var packs = (from folder in texts is null ? Configured(configuration) : FoldersIn(texts)
                     let pack = ProbeSetReader.ReadPack(folder)
                     where received.ProbeSets.Any(set => set.ProbeSet == pack.Set.Id && set.Fingerprint.Items == pack.Set.ItemsHash)
                     select pack).ToImmutableSortedDictionary(pack => pack.Set.Id, pack => pack, StringComparer.Ordinal);
        return texts is null || packs.Count > 0 ? packs : throw new InvalidInputException(
            texts, $"has no probe set with the items of {string.Join(", ", received.ProbeSets.Select(set => set.ProbeSet))}; expected folders of them, as {ToolCommand.Quote("import --texts")} writes.");
    }

    private static IEnumerable<string> Configured(string? configuration) =>
        ((configuration is null ? Locations.FindConfiguration() : Locations.ReadConfiguration(configuration))?.ProbeSets ?? []).Select(entry => entry.Folder);

    private static IEnumerable<string> FoldersIn(string folder) => Directory.Exists(folder)
        ? Directory.GetDirectories(folder).Order(StringComparer.Ordinal)
        : throw new InvalidInputException(folder, "no such folder; expected one with probe sets in folders.");
}
