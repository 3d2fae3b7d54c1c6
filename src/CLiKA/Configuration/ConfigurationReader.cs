using System.Collections.Immutable;
using System.Text.Json;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Baselines.Taught;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Prompts;

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
        var file = JsonInput.ReadObject(path) with { Place = [] };
        file.AllowOnly(
            "$schema",
            "models",
            "probeSets",
            "worlds",
            "languages",
            "device",
            "scoring",
            "letters",
            "wordings",
            "gate",
            "conductivity",
            "baselines",
            "artifacts",
            "journal");
        var folder = Path.GetDirectoryName(path)!;
        var device = file.Has("device") ? file.NonBlankText("device") : "auto";
        var protocol = ReadProtocol(file, new Protocol(Scoring.Letter, PromptWrapping.None));
        var wordings = ReadWordings(file, 1);

        var languages = file.Has("languages") ? ReadLanguages(file) : Language.Paper;
        var worlds = TaughtReader.ReadWorlds(file, folder);
        var models = file.Record("models");
        ImmutableArray<ModelEntry> modelEntries =
        [
            .. Names(models).Select(name => ReadModel(name, models.Record(name), folder, device, protocol, languages))
                .Select(model => model with
                {
                    Taught = TaughtReader.ReadTaught(
                        model.Name, models.Record(model.Name), worlds, model.Languages, model.Endpoint is null ? folder : null),
                }),
        ];
        var sets = file.Record("probeSets");
        ImmutableArray<ProbeSetEntry> setEntries =
            [.. Names(sets).Select(id => ReadProbeSet(id, sets, folder, wordings))];
        RefuseWhatCannotBeAsked(file, modelEntries, setEntries);
        RefuseNamesOfOtherFiles(sets, setEntries);

        var gate = GateReader.Read(file);
        var artifacts = file.FullPath("artifacts", folder);
        var (policy, ways) = TaughtReader.Read(file, gate);
        return new AlignmentConfiguration(
            path,
            modelEntries,
            setEntries,
            gate,
            file.FullPath("baselines", folder),
            artifacts)
        {
            JournalFile = ReadJournal(file, folder, Path.Combine(artifacts, "journal.db")),
            Worlds = worlds,
            ConductivityGate = policy,
            RetrievalWays = ways,
        };
    }

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

    private static void RefuseNamesOfOtherFiles(JsonRecord sets, ImmutableArray<ProbeSetEntry> entries)
    {
        foreach (var (suffix, files) in ((string, string)[])
        [
            (ConductivityStore.NameSuffix, "a world's"), (NoiseStore.NameSuffix, "a noise's"),
            (BaselineStore.ReleaseName, "a release's"), (BaselineStore.ReferenceName, "a reference's"),
        ])
        {
            if (entries.FirstOrDefault(set => set.Id.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)) is { } namesake)
            {
                throw sets.Error($"the probe set '{namesake.Id}' has the name of {files} files; expected one without '{suffix}'.");
            }
        }
    }

    // A path, or false for no journal.
    private static string? ReadJournal(JsonRecord file, string folder, string otherwise) =>
        !file.Has("journal") ? otherwise
        : file.Element.GetProperty("journal").ValueKind == JsonValueKind.False ? null
        : file.Element.GetProperty("journal").ValueKind == JsonValueKind.String ? file.FullPath("journal", folder)
        : throw file.Error($"'journal' is {file.Element.GetProperty("journal")}; expected the path of a file, or false for none.");

    private static ModelEntry ReadModel(
        string name, JsonRecord model, string folder, string device, Protocol protocol, ImmutableArray<Language> languages)
    {
        model.AllowOnly("folder", "endpoint", "device", "scoring", "letters", "prefix", "suffix", "chat", "adapter", "taught", "languages", "determinism");
        var endpoint = EndpointReader.Read(name, model);
        if (endpoint is not null && (model.Has("device") ? "device" : model.Has("adapter") ? "adapter" : null) is { } local)
        {
            throw model.Error($"model '{name}' has '{local}', but is behind a server, which decides it; expected 'endpoint' without it.");
        }

        var own = ReadProtocol(model, protocol);
        if (own is { Letters: LetterOrder.Permuted, Scoring: not Scoring.Letter })
        {
            throw model.Error(
                $"model '{name}': 'letters' is permuted, but scoring {EnumName.Of(own.Scoring)} "
                + $"{(own.ShowsLetters ? "gives no scores to average" : "shows no letters")}; expected fixed.");
        }

        own = own with { Wrapping = ReadWrapping(name, model, chats: endpoint?.Api == EndpointApi.Chat) };
        var entry = endpoint is not null
            ? new ModelEntry(name, string.Empty, ModelEntry.EndpointDevice, own) { Endpoint = endpoint }
            : new ModelEntry(
                name,
                model.FullPath("folder", folder),
                model.Has("device") ? model.NonBlankText("device") : device,
                own,
                model.Has("adapter") ? model.FullPath("adapter", folder) : null);
        return entry with
        {
            Languages = model.Has("languages") ? ReadLanguages(model) : languages,
            IsBoundToLanguages = model.Has("languages"),
            RequiresDeterminism = ReadDeterminism(name, model),
        };
    }

    private static bool ReadDeterminism(string name, JsonRecord model) => !model.Has("determinism") || model.NonBlankText("determinism") switch
    {
        "fail" => true,
        "report" => false,
        var other => throw model.Error($"model '{name}': 'determinism' is '{other}'; expected fail or report."),
    };

    private static PromptWrapping ReadWrapping(string name, JsonRecord model, bool chats)
    {
        var chat = ChatFormatReader.Read(name, model) ?? (chats ? new ChatFormat() : null);
        return chat is null || !(model.Has("prefix") || model.Has("suffix"))
            ? new(model.Has("prefix") ? model.Text("prefix") : string.Empty, model.Has("suffix") ? model.Text("suffix") : string.Empty)
            {
                Chat = chat,
            }
            : throw model.Error($"model '{name}' has 'chat', and 'prefix' or 'suffix'; expected the model's own turns or yours, not both.");
    }

    // Either a path, or an object where the set has a number of wordings or languages of its own.
    private static ProbeSetEntry ReadProbeSet(string id, JsonRecord sets, string folder, int wordings)
    {
        if (sets.Element.GetProperty(id).ValueKind != JsonValueKind.Object)
        {
            return new ProbeSetEntry(id, sets.FullPath(id, folder), wordings);
        }

        var set = sets.Record(id);
        set.AllowOnly("folder", "wordings", "languages", "gate");
        return new ProbeSetEntry(id, set.FullPath("folder", folder), ReadWordings(set, wordings))
        {
            Languages = set.Has("languages") ? ReadLanguages(set) : [],
            LetsNoLossPass = set.Has("gate") && set.NonBlankText("gate") switch
            {
                "no-loss" => true,
                "significant" => false,
                var other => throw set.Error($"'gate' is '{other}'; expected significant or no-loss."),
            },
        };
    }

    private static int ReadWordings(JsonRecord record, int otherwise) => !record.Has("wordings")
        ? otherwise
        : record.WholeNumber("wordings") is > 0 and var wordings
            ? wordings
            : throw record.Error($"'wordings' is {record.WholeNumber("wordings")}; expected at least 1.");

    private static Protocol ReadProtocol(JsonRecord record, Protocol otherwise) => otherwise with
    {
        Scoring = record.Has("scoring") ? ReadScoring(record) : otherwise.Scoring,
        Letters = !record.Has("letters")
            ? otherwise.Letters
            : EnumName.TryParse<LetterOrder>(record.NonBlankText("letters"), out var letters)
                ? letters
                : throw record.Error($"'letters' is '{record.Text("letters")}'; expected one of {EnumName.List<LetterOrder>()}."),
    };

    private static ImmutableArray<string> Names(JsonRecord record) => ConfiguredNames.Of(record) is { IsEmpty: false } names
        ? names
        : throw record.Error("'models' and 'probeSets' have to name at least one each.");

    private static ImmutableArray<Language> ReadLanguages(JsonRecord file)
    {
        var codes = file.Texts("languages");
        ImmutableArray<Language> languages = [.. codes.Select(code => file.LanguageOf("'languages'", code)).Distinct().Order(Language.Order)];
        return codes.Length > 0 && languages.Length == codes.Length
            ? languages
            : throw file.Error("'languages' is empty or names one twice.");
    }

    private static Scoring ReadScoring(JsonRecord record) => EnumName.TryParse<Scoring>(record.NonBlankText("scoring"), out var scoring)
        ? scoring
        : throw record.Error($"'scoring' is '{record.Text("scoring")}'; expected one of {EnumName.List<Scoring>()}.");
}
