using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;

namespace CLiKA.Import.Harness;

/// <summary>Measures a model's logged answers from runs of the LM Evaluation Harness (EleutherAI).</summary>
public static class HarnessRecordings
{
    private const string Format = "lm-eval";

    /// <summary>Reads the samples of one model and measures them.</summary>
    /// <param name="request">What to read.</param>
    /// <returns>The measurement and its sets.</returns>
    /// <exception cref="InvalidInputException">
    /// Files are missing or damaged, a task has no options or was scored differently, or its questions do not correspond across languages.
    /// </exception>
    public static (Measurement Measurement, ImmutableArray<HarnessSet> Sets) Read(HarnessRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var twice = request.Tasks.GroupBy(tasks => tasks.Id).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidInputException("--tasks", $"'{string.Join("' and '", twice.Select(tasks => tasks.Pattern))}' both name the set '{twice.Key}'; expected patterns that differ in more than the language.");
        }

        var files = HarnessFiles.Find(request.Folder);
        var tasks = request.Tasks.Select(tasks => TasksOf(request, tasks, files)).ToList();
        RequireOneRun(request, [.. tasks.SelectMany(ofSet => ofSet.Asked).Select(task => task.File)]);
        var sets = request.Tasks.Zip(tasks, (set, ofSet) => ReadSet(request, set.Id, ofSet.Asked, ofSet.PassedOver)).ToList();
        return (new Measurement(request.Model, [.. sets.Select(set => set.Measurement)]), [.. sets.Select(set => set.Set)]);
    }

    private static (ImmutableArray<HarnessTask> Asked, ImmutableArray<string> PassedOver) TasksOf(
        HarnessRequest request, HarnessTasks tasks, ImmutableArray<HarnessFile> files)
    {
        var matches = files.Select(file => (File: file, Match: tasks.Match(file.Task))).Where(entry => entry.Match is not null).ToList();
        var asked = matches.Where(entry => entry.Match!.Value.Language is not null)
            .Select(entry => new HarnessTask(entry.File, entry.Match!.Value.Language!, entry.Match.Value.Part)).ToLookup(task => task.Language);
        return (
            [.. Chosen(request, tasks, files, [.. asked.Select(group => group.Key)]).SelectMany(language => asked[language])],
            [.. matches.Where(entry => entry.Match!.Value.Language is null).Select(entry => entry.File.Task)]);
    }

    private static (ProbeSetMeasurement Measurement, HarnessSet Set) ReadSet(
        HarnessRequest request, string id, ImmutableArray<HarnessTask> asked, ImmutableArray<string> passedOver)
    {
        ImmutableArray<HarnessKey> keys = request.Key is { } named ? [HarnessKey.Parse(named)] : HarnessKey.Known;
        var reader = new HarnessSampleReader(request.Metric, keys);
        var languages = asked.GroupBy(task => task.Language).Select(tasks => ReadLanguage(tasks.Key, [.. tasks], reader)).ToList();
        var key = HarnessPairing.Choose(request.Folder, keys, request.Key is not null, languages);
        var pack = PublicImport.Select(
            Format,
            request.Folder,
            new ImportedSet(id, id, KnowledgeKind.Basic, ImportedSet.UnknownLicence, [.. languages.Select(entry => Imported(entry, key))]));
        return (
            Measured(request, pack.Pack.Set, languages, key),
            new HarnessSet(pack, keys[key].ToString(), [.. asked.Select(task => Path.GetFileName(task.File.Path))], passedOver));
    }

    private static ImmutableArray<Language> Chosen(
        HarnessRequest request, HarnessTasks tasks, ImmutableArray<HarnessFile> files, IReadOnlyCollection<Language> there)
    {
        if (there.Count == 0)
        {
            throw new InvalidInputException(
                request.Folder, $"has no samples of '{tasks.Pattern}' in any language; its tasks are {string.Join(", ", files.Select(file => file.Task))}.");
        }

        return new ImportRequest(request.Folder, request.Languages) { EveryLanguage = request.Languages.IsEmpty }.Choose(there);
    }

    // A language missing from the last run would be judged by the answers of an earlier model.
    private static void RequireOneRun(HarnessRequest request, IReadOnlyCollection<HarnessFile> files)
    {
        var runs = files.GroupBy(file => file.Run).OrderBy(run => run.Key, StringComparer.Ordinal).Select(run => $"{run.Key} ({string.Join(", ", run.Select(file => file.Task))})").ToList();
        if (runs.Count > 1 && !request.SeveralRuns)
        {
            throw new InvalidInputException(
                request.Folder, $"the latest files of these tasks come from several runs: {string.Join("; ", runs)}; expected one run. If all are runs of the same model, add --several-runs.");
        }
    }

    private static HarnessLanguage ReadLanguage(Language language, ImmutableArray<HarnessTask> tasks, HarnessSampleReader reader)
    {
        var twice = tasks.GroupBy(task => task.Part).FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            throw new InvalidInputException(
                twice.Last().File.Path, $"is in {language}, as is {Path.GetFileName(twice.First().File.Path)}; expected one file for each language, or a * in --tasks where their names differ.");
        }

        var samples = tasks.SelectMany(task =>
        {
            var ofFile = reader.Read(task.File.Path, task.Part);
            return task.File.Count is { } count && count != ofFile.Length
                ? throw new InvalidInputException(
                    task.File.Path, $"has {ofFile.Length} samples, but results_{task.File.Run}.json counts {count}; the file may be truncated.")
                : ofFile.Zip(HarnessGold.Of(ofFile));
        });
        return new(language, [.. tasks.Select(task => task.File.Path)], [.. samples]);
    }

    private static ImportedLanguage Imported(HarnessLanguage entry, int key) => new(
        entry.Language,
        entry.Files,
        [.. entry.Samples.Select(pair => new ProbeItem(pair.Sample.Keys[key]!, pair.Sample.Question, pair.Sample.Options, pair.Gold))]);

    private static ProbeSetMeasurement Measured(HarnessRequest request, ProbeSet set, IReadOnlyList<HarnessLanguage> languages, int key)
    {
        var samples = languages.ToDictionary(
            entry => entry.Language,
            entry => entry.Samples.ToDictionary(pair => pair.Sample.Keys[key]!, pair => pair.Sample, StringComparer.Ordinal));
        var items = set.In(set.Languages[0]);
        var asked = set.Languages.SelectMany(language => items.Select(item => samples[language][item.Id].PromptHash));
        return new ProbeSetMeasurement(
            set.Id,
            new Fingerprint(
                set.ItemsHash,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(string.Concat(asked)))),
                HarnessMetricName.ScoringOf(request.Metric),
                Fingerprint.Recorded),
            set.Chance,
            set.Ceiling,
            [.. items.Select(item => item.Id)],
            [.. items.Select(item => item.Gold)],
            set.Languages.ToDictionary(
                language => language, language => (ImmutableArray<Answer>)[.. items.Select(item => samples[language][item.Id].Answer)]));
    }
}
