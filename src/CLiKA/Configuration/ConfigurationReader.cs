using System.Collections.Immutable;
using System.Text.RegularExpressions;
using CLiKA.Answers;
using CLiKA.Baselines;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Prompts;

namespace CLiKA.Configuration;

/// <summary>Reads <c>clika.json</c>. Paths in it are relative to the file.</summary>
public static partial class ConfigurationReader
{
    /// <summary>Reads a configuration.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="InvalidInputException">The file is missing or wrong.</exception>
    public static AlignmentConfiguration Read(string path)
    {
        path = Path.GetFullPath(path);
        var file = JsonInput.ReadObject(path);
        file.AllowOnly("models", "probeSets", "languages", "device", "scoring", "gate", "baselines", "artifacts");
        var folder = Path.GetDirectoryName(path)!;
        var device = file.Has("device") ? file.NonBlankText("device") : "auto";
        var scoring = file.Has("scoring") ? ReadScoring(file) : Scoring.Letter;

        var models = file.Record("models");
        ImmutableArray<ModelEntry> modelEntries =
            [.. Names(models).Select(name => ReadModel(name, models.Record(name), folder, device, scoring))];
        var sets = file.Record("probeSets");
        ImmutableArray<ProbeSetEntry> setEntries =
            [.. Names(sets).Select(id => new ProbeSetEntry(id, Path.GetFullPath(sets.NonBlankText(id), folder)))];
        var languages = file.Has("languages") ? ReadLanguages(file) : Language.All;
        var cells = setEntries.Length * languages.Length;
        return new AlignmentConfiguration(
            path,
            modelEntries,
            setEntries,
            languages,
            ReadGate(file) with { FamilySize = cells },
            Path.GetFullPath(file.NonBlankText("baselines"), folder),
            Path.GetFullPath(file.NonBlankText("artifacts"), folder));
    }

    private static ModelEntry ReadModel(string name, JsonRecord model, string folder, string device, Scoring scoring)
    {
        model.AllowOnly("folder", "device", "scoring", "prefix", "suffix");
        return new ModelEntry(
            name,
            Path.GetFullPath(model.NonBlankText("folder"), folder),
            model.Has("device") ? model.NonBlankText("device") : device,
            model.Has("scoring") ? ReadScoring(model) : scoring,
            new PromptWrapping(
                model.Has("prefix") ? model.Text("prefix") : string.Empty, model.Has("suffix") ? model.Text("suffix") : string.Empty));
    }

    // A name becomes a folder or a file name, on every system, so that only safe characters are let in.
    private static List<string> Names(JsonRecord record)
    {
        var names = record.Names.ToList();
        if (names.Count == 0)
        {
            throw record.Error("'models' and 'probeSets' have to name at least one each.");
        }

        var strange = names.FirstOrDefault(name => !SafeName().IsMatch(name));
        return strange is null ? names : throw record.Error($"the name '{strange}' has to be of letters, digits, '.', '_' and '-'.");
    }

    private static ImmutableArray<Language> ReadLanguages(JsonRecord file)
    {
        var codes = file.Texts("languages");
        foreach (var code in codes)
        {
            if (!Language.TryParse(code, out _))
            {
                throw file.Error($"'languages' holds '{code}'; expected some of {Language.Codes}.");
            }
        }

        return codes.Length > 0 && codes.Distinct(StringComparer.OrdinalIgnoreCase).Count() == codes.Length
            ? [.. Language.All.Where(language => codes.Contains(language.Code, StringComparer.OrdinalIgnoreCase))]
            : throw file.Error("'languages' is empty or names one twice.");
    }

    private static Scoring ReadScoring(JsonRecord record) => ScoringName.TryParse(record.NonBlankText("scoring"), out var scoring)
        ? scoring
        : throw record.Error($"'scoring' is '{record.Text("scoring")}'; expected one of {ScoringName.All}.");

    private static JudgePolicy ReadGate(JsonRecord file)
    {
        var policy = new JudgePolicy();
        if (file.Has("gate"))
        {
            var gate = file.Record("gate");
            gate.AllowOnly("alpha", "minimumDrop");
            policy = policy with
            {
                Alpha = gate.Has("alpha") ? gate.Number("alpha") : policy.Alpha,
                MinimumDrop = gate.Has("minimumDrop") ? gate.Number("minimumDrop") : policy.MinimumDrop,
            };
        }

        return policy is { Alpha: > 0 and < 1, MinimumDrop: >= 0 and < 1 }
            ? policy
            : throw file.Error("'gate': expected alpha in (0, 1) and minimumDrop in [0, 1).");
    }

    // Not $, which lets a final newline through.
    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex SafeName();
}
