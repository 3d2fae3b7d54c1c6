using System.Collections.Immutable;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Reporting.Runs;

namespace CLiKA.Cli.Commands;

/// <summary>The report of two measurements, as a run leaves it behind.</summary>
internal static class ComparisonReport
{
    /// <summary>Writes the report.</summary>
    /// <param name="folder">The folder to write to.</param>
    /// <param name="report">What the comparison says, without texts: those that fit are added.</param>
    /// <param name="configuration">Path of the configuration whose probe sets are looked through; null for the usual one, if there is one.</param>
    public static void Write(string folder, ModelReport report, string? configuration)
    {
        RunReport.Write(folder, [report with { Packs = PacksOf(report.Received, configuration) }], []);
        Console.Error.WriteLine($"{Path.Combine(folder, RunReport.PageFile)}");
    }

    /// <summary>The probe sets that were asked, which a measurement holds no texts of; one of the same name that asks other items is none.</summary>
    /// <param name="received">The measurement.</param>
    /// <param name="configuration">As <see cref="Write"/> takes it.</param>
    /// <returns>The probe sets at hand, by id.</returns>
    public static ImmutableSortedDictionary<string, ProbePack> PacksOf(Measurement received, string? configuration) =>
        (from entry in (configuration is null ? Locations.FindConfiguration() : Locations.ReadConfiguration(configuration))?.ProbeSets ?? []
         let set = received.ProbeSets.FirstOrDefault(set => set.ProbeSet == entry.Id)
         where set is not null
         let pack = ProbeSetReader.ReadPack(entry.Folder)
         where pack.Set.ItemsHash == set.Fingerprint.Items
         select pack).ToImmutableSortedDictionary(pack => pack.Set.Id, pack => pack, StringComparer.Ordinal);
}
