using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Recordings;

/// <summary>
/// Reads probe sets and recorded responses in the layout published with the paper: a folder for each set with one for each language (<c>DE_trans</c>,
/// <c>ar_trans</c>, <c>DE</c>, <c>ar</c>), which contains the probe file and one file of responses for each model.
/// </summary>
public static class PublishedLayout
{
    private const string Suffix = "_res_bf16_add_simple_example.jsonl";
    private const string ChatGptFile = "chatgpt_res.jsonl";

    // The ceilings are what ChatGPT reached in English (Gao et al., NAACL 2024, section 3.2).
    private static readonly (string Id, string Title, KnowledgeKind Stream, double Ceiling)[] Sets =
    [
        ("x_csqa", "X-CSQA", KnowledgeKind.Basic, 0.746),
        ("x_copa", "X-COPA", KnowledgeKind.Basic, 0.964),
        ("x_geo", "X-Geo", KnowledgeKind.Factual, 0.970),
        ("x_name", "X-Name", KnowledgeKind.Factual, 0.922),
    ];

    /// <summary>Reads the responses of one model and measures them.</summary>
    /// <param name="folder">The folder with the sets' folders; those of the four that exist are read, at least one.</param>
    /// <param name="model">Name of the model, as in the file names of the responses.</param>
    /// <returns>The measurement, in all ten languages.</returns>
    /// <exception cref="InvalidInputException">A folder, a language or a file is missing or damaged, or responses do not match the items.</exception>
    public static Measurement Read(string folder, string model)
    {
        var sets = Sets.Where(set => Directory.Exists(Path.Combine(folder, set.Id))).ToList();
        return sets.Count > 0
            ? new Measurement(model, [.. sets.Select(set => ReadSet(Path.Combine(folder, set.Id), set, model))])
            : throw new InvalidInputException(
                folder, $"has no probe set; expected a folder {string.Join(", ", Sets.Select(set => set.Id))}.");
    }

    /// <summary>Reads the probe files of one set in the languages that exist, without checking that they are parallel.</summary>
    /// <param name="folder">The set's folder, which is named like one of the four.</param>
    /// <returns>The items and the description of the set.</returns>
    /// <exception cref="InvalidInputException">The folder has another name, or a language or a file is missing or damaged.</exception>
    public static PublishedProbes ReadProbes(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, "no such folder; expected the folder of one probe set.");
        }

        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var about = Sets.FirstOrDefault(set => set.Id == name);
        var files = about.Id is null
            ? throw new InvalidInputException(
                folder, $"is none of the published sets; expected a folder {string.Join(", ", Sets.Select(set => set.Id))}.")
            : LanguageFolders(folder).ToDictionary(pair => pair.Key, pair => ProbeFile(pair.Value));
        return new PublishedProbes(
            about.Id,
            about.Title,
            about.Stream,
            about.Ceiling,
            files,
            files.ToDictionary(pair => pair.Key, pair => PublishedProbeFile.Read(pair.Value)));
    }

    private static ProbeSetMeasurement ReadSet(
        string folder, (string Id, string Title, KnowledgeKind Stream, double Ceiling) about, string model)
    {
        var folders = LanguageFolders(folder);
        var missing = Language.Paper.Where(language => !folders.ContainsKey(language)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidInputException(folder, $"has no folder for {string.Join(' ', missing)}.");
        }

        var files = folders.ToDictionary(pair => pair.Key, pair => ProbeFile(pair.Value));
        var lines = files.ToDictionary(pair => pair.Key, pair => PublishedProbeFile.Read(pair.Value));
        foreach (var language in Language.Paper.Skip(1))
        {
            ParallelCheck.Run(lines[Language.Pivot], files[Language.Pivot], lines[language], files[language], takesOtherParts: true);
        }

        var set = new ProbeSet(
            about.Id,
            about.Ceiling,
            lines.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ProbeItem>)[.. pair.Value.Select(line => line.Item)]));
        var items = set.In(Language.Pivot);
        return new ProbeSetMeasurement(
            set.Id,
            new Fingerprint(set.ItemsHash, Fingerprint.Recorded, "first-letter", Fingerprint.Recorded),
            set.Chance,
            set.Ceiling,
            [.. items.Select(item => item.Id)],
            [.. items.Select(item => item.Gold)],
            folders.ToDictionary(pair => pair.Key, pair => ReadResponses(ResponseFile(pair.Value, model), set.In(pair.Key))));
    }

    private static Dictionary<Language, string> LanguageFolders(string folder)
    {
        var folders = new Dictionary<Language, string>();
        foreach (var path in Directory.GetDirectories(folder).Order(StringComparer.Ordinal))
        {
            if (!Language.TryParse(Path.GetFileName(path).Split('_')[0], out var language)
                || !Language.Paper.Contains(language)
                || !folders.TryAdd(language, path))
            {
                throw new InvalidInputException(
                    path, $"is not the folder of one language; expected names like DE, de or de_trans for {Language.PaperCodes}.");
            }
        }

        return folders;
    }

    private static string ProbeFile(string folder)
    {
        var files = Directory.GetFiles(folder, "*.jsonl").Where(path => !IsResponses(path)).ToList();
        return files.Count == 1
            ? files[0]
            : throw new InvalidInputException(folder, $"has {files.Count} probe files; expected one .jsonl file beside the responses.");
    }

    private static string ResponseFile(string folder, string model)
    {
        var path = Path.Combine(folder, model == "chatgpt" ? ChatGptFile : model + Suffix);
        if (File.Exists(path))
        {
            return path;
        }

        var names = Directory.GetFiles(folder, "*.jsonl").Where(IsResponses).Select(file => Path.GetFileName(file))
            .Select(file => file == ChatGptFile ? "chatgpt" : file[..^Suffix.Length]).Order(StringComparer.Ordinal);
        throw new InvalidInputException(path, $"no such file; there are responses of {string.Join(", ", names)}.");
    }

    private static bool IsResponses(string path) =>
        path.EndsWith(Suffix, StringComparison.Ordinal) || Path.GetFileName(path) == ChatGptFile;

    private static ImmutableArray<Answer> ReadResponses(string path, ImmutableArray<ProbeItem> items)
    {
        var expected = items.ToDictionary(item => item.Id);
        var answers = new Dictionary<string, Answer>(StringComparer.Ordinal);
        foreach (var record in JsonInput.ReadLines(path))
        {
            record.AllowOnly("id", "input", "res", "label", "uuid");
            var id = PublishedProbeFile.Id(record, "uuid");
            if (!expected.TryGetValue(id, out var item))
            {
                throw record.Error($"uuid '{id}' is not an id of the probe file.");
            }

            if (record.Text("label") != item.GoldLetter.ToString())
            {
                throw record.Error($"uuid '{id}': label is '{record.Text("label")}', but the probe file has {item.GoldLetter}.");
            }

            if (!answers.TryAdd(id, AnswerText.Read(record.Text("res"), item.Options.Length)))
            {
                throw record.Error($"uuid '{id}' is answered twice.");
            }
        }

        var open = items.FirstOrDefault(item => !answers.ContainsKey(item.Id));
        return open is null
            ? [.. items.Select(item => answers[item.Id])]
            : throw new InvalidInputException(
                path, $"has {answers.Count} responses to {items.Length} items; '{open.Id}' has none. The file may be truncated.");
    }
}
