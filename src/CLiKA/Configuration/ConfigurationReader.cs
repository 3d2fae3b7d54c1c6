using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;

namespace CLiKA.Configuration;

/// <summary>Reads <c>clika.json</c>. Its paths are relative to the file.</summary>
public static class ConfigurationReader
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">The file is missing or invalid.</exception>
    public static AlignmentConfiguration Read(string path)
    {
        path = Path.GetFullPath(path);
        var file = JsonInput.ReadWithLines(path);
        file.AllowOnly(
            "$schema", "models", "probeSets", "worlds", "languages", "device", "scoring", "letters", "wordings", "gate", "conductivity", "baselines",
            "artifacts", "journal");
        var folder = Path.GetDirectoryName(path)!;
        var worlds = TaughtReader.ReadWorlds(file, folder);
        var models = ModelReader.Read(file, folder, worlds);
        var sets = ReadProbeSets(file, folder);
        RefuseWhatCannotBeAsked(file, models, sets);

        var gate = GateReader.Read(file);
        var (conductivityGate, ways) = TaughtReader.Read(file, gate);
        var artifacts = file.FullPath("artifacts", folder);
        return new AlignmentConfiguration(path, models, sets, gate, file.FullPath("baselines", folder), artifacts)
        {
            JournalFile = ReadJournal(file, folder, Path.Combine(artifacts, "journal.db")),
            Worlds = worlds,
            ConductivityGate = conductivityGate,
            RetrievalWays = ways,
        };
    }

    private static ImmutableArray<ProbeSetEntry> ReadProbeSets(JsonRecord file, string folder)
    {
        var wordings = ReadWordings(file, 1);
        var sets = file.Record("probeSets");
        ImmutableArray<ProbeSetEntry> entries = [.. ConfiguredNames.OfSome(file, "probeSets").Select(id => ReadProbeSet(id, sets, folder, wordings))];
        foreach (var (suffix, what) in ((string, string)[])
        [
            (ConductivityStore.NameSuffix, "conductivity"), (NoiseStore.NameSuffix, "noise"),
            (BaselineStore.ReleaseName, "releases"), (BaselineStore.ReferenceName, "references"),
        ])
        {
            if (entries.FirstOrDefault(set => set.Id.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } namesake)
            {
                throw sets.Error($"the name of probe set '{namesake.Id}' ends in '{suffix}', which is reserved for files of {what}; expected another one.");
            }
        }

        return entries;
    }

    // Either a path, or an object where the set has a number of wordings or languages of its own.
    private static ProbeSetEntry ReadProbeSet(string id, JsonRecord sets, string folder, int wordings)
    {
        if (sets.Element.GetProperty(id).ValueKind != JsonValueKind.Object)
        {
            return Entry(sets, id, wordings);
        }

        var set = sets.Record(id);
        set.AllowOnly("folder", "wordings", "languages", "gate");
        return Entry(set, "folder", ReadWordings(set, wordings)) with
        {
            Languages = set.Has("languages") ? set.Languages("languages") : [],
            LetsNoLossPass = set.Has("gate") && set.NonBlankText("gate") switch
            {
                "no-loss" => true,
                "significant" => false,
                var other => throw set.Error($"'gate' is '{other}'; expected significant or no-loss."),
            },
        };

        ProbeSetEntry Entry(JsonRecord record, string property, int count) =>
            new(id, record.FullPath(property, folder), count) { FolderAsGiven = GivenFolder.Describe(record, property, folder) };
    }

    private static int ReadWordings(JsonRecord record, int otherwise) => !record.Has("wordings")
        ? otherwise
        : record.WholeNumber("wordings") is > 0 and var wordings
            ? wordings
            : throw record.Error($"'wordings' is {record.WholeNumber("wordings")}; expected at least 1.");

    private static void RefuseWhatCannotBeAsked(JsonRecord file, ImmutableArray<ModelEntry> models, ImmutableArray<ProbeSetEntry> sets)
    {
        if (models.FirstOrDefault(model => model.Protocol.Scoring == Scoring.Generation) is { } speaker
            && sets.FirstOrDefault(set => set.Wordings > 1) is { } repeated)
        {
            throw file.Error(
                $"model '{speaker.Name}' is scored by generation, which gives no scores to average over the {repeated.Wordings} wordings of "
                + $"'{repeated.Id}'; expected one wording.");
        }

        if ((from model in models from set in sets where model.LanguagesFor(set).IsEmpty select (model.Name, set.Id)).ToList() is [var (name, id), ..])
        {
            throw file.Error($"model '{name}' and probe set '{id}' have no language in common; expected one in the 'languages' of both.");
        }
    }

    // A path, or false for no journal.
    private static string? ReadJournal(JsonRecord file, string folder, string otherwise) =>
        !file.Has("journal") ? otherwise
        : file.Element.GetProperty("journal").ValueKind == JsonValueKind.False ? null
        : file.Element.GetProperty("journal").ValueKind == JsonValueKind.String ? file.FullPath("journal", folder)
        : throw file.Error($"'journal' is {file.Element.GetProperty("journal")}; expected the path of a file, or false for none.");
}
