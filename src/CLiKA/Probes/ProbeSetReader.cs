using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>Reads probe sets from folders: <c>probe-set.json</c> and one <c>&lt;language&gt;.jsonl</c> for each language.</summary>
public static class ProbeSetReader
{
    /// <summary>Name of the description file.</summary>
    public const string DescriptionFile = "probe-set.json";

    /// <summary>Name of the optional file with the language-independent descriptions of the items.</summary>
    public const string FactsFile = "items.jsonl";

    /// <summary>Name of the optional file with the items that an import left out, which is not read.</summary>
    public const string LeftOutFile = "left-out.jsonl";

    /// <summary>Reads a probe set and checks that its languages are parallel.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <returns>The probe set.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is missing or invalid, an id is repeated, or ids, gold letters, options or parts differ between languages.
    /// </exception>
    public static ProbeSet Read(string folder) => ReadSet(folder, out _);

    /// <summary>Reads a probe set with its description and its facts.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <returns>The pack.</returns>
    /// <exception cref="InvalidInputException">
    /// The set cannot be read, or the ids of <see cref="FactsFile"/> are not those of the set.
    /// </exception>
    public static ProbePack ReadPack(string folder)
    {
        var set = ReadSet(folder, out var description);
        return new ProbePack(description, set, ReadFacts(folder, set));
    }

    /// <summary>Returns the path of a language's file in a set's folder.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <param name="language">The language.</param>
    /// <returns>The path.</returns>
    internal static string PathOf(string folder, Language language) => Path.Combine(folder, $"{language}.jsonl");

    private static ProbeSet ReadSet(string folder, out ProbeSetDescription description)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, "no such folder; expected a probe set.");
        }

        var file = JsonInput.ReadObject(Path.Combine(folder, DescriptionFile));
        description = ProbeSetDescription.Read(file);
        var languages = LanguagesOf(folder);

        var items = languages.ToDictionary(language => language, language => ReadLanguage(PathOf(folder, language)));
        foreach (var language in languages.Skip(1))
        {
            ParallelCheck.Run(items[languages[0]], PathOf(folder, languages[0]), items[language], PathOf(folder, language));
        }

        ProbeSet set;
        try
        {
            set = new ProbeSet(
                description.Id,
                description.Ceiling,
                items.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ProbeItem>)[.. pair.Value.Select(line => line.Item)]));
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(file.File, error.Message, error);
        }

        const double Rounding = 1e-4;
        var stated = file.Number("chance");
        return Math.Abs(stated - set.Chance) <= Rounding
            ? set
            : throw file.Error(string.Create(
                CultureInfo.InvariantCulture, $"'chance' is {stated}, but the number of options of the items makes it {set.Chance:0.####}."));
    }

    private static List<Language> LanguagesOf(string folder)
    {
        var languages = new List<Language>();
        foreach (var path in Directory.EnumerateFiles(folder, "*.jsonl").Order(StringComparer.Ordinal))
        {
            // Editors and archives create hidden files of the same name, with a leading dot.
            var code = Path.GetFileNameWithoutExtension(path);
            if (Path.GetFileName(path) is FactsFile or LeftOutFile or ['.', ..])
            {
                continue;
            }

            // A file whose name is not a language code is an error: its language would be left out silently.
            languages.Add(Language.TryParse(code, out var language) && language.Code == code
                ? language
                : throw new InvalidInputException(path, $"{Language.Complaint(code)}."));
        }

        languages.Sort(Language.Order);
        return languages.Count > 0
            ? languages
            : throw new InvalidInputException(folder, "has no language file; expected en.jsonl and others, each named by its language.");
    }

    private static ImmutableArray<ProbeFact> ReadFacts(string folder, ProbeSet set)
    {
        var path = Path.Combine(folder, FactsFile);
        if (!File.Exists(path))
        {
            return [];
        }

        var items = set.In(set.Languages[0]);
        var facts = JsonInput.ReadLines(path).Select(record => ReadFact(record, set)).OrderBy(fact => fact.Id, StringComparer.Ordinal);
        ImmutableArray<ProbeFact> sorted = [.. facts];
        var (ids, expected) = (sorted.Select(fact => fact.Id).ToList(), items.Select(item => item.Id).ToList());
        return ids.SequenceEqual(expected) ? sorted
            : throw new InvalidInputException(
                path,
                expected.Except(ids).FirstOrDefault() is { } missing ? $"has no id '{missing}', which is in the language files."
                : ids.Except(expected).FirstOrDefault() is { } surplus ? $"has the id '{surplus}', which is not in the language files."
                : $"has {ids.Count} lines for {items.Length} items; expected each id once.");
    }

    private static ProbeFact ReadFact(JsonRecord record, ProbeSet set)
    {
        record.AllowOnly("id", "relation", "region", "subject", "optionRegions");
        return new ProbeFact(record.NonBlankText("id"), record.NonBlankText("relation"))
        {
            Region = record.Has("region") ? record.NonBlankText("region") : null,
            Subject = record.Has("subject")
                ? set.Languages.ToImmutableDictionary(language => language, language => record.Record("subject").NonBlankText(language.Code))
                : ImmutableDictionary<Language, string>.Empty,
            OptionRegions = record.Has("optionRegions") ? record.Texts("optionRegions") : [],
        };
    }

    private static List<(ProbeItem Item, int Line)> ReadLanguage(string path) => UniqueIds.Check(
        JsonInput.ReadLines(path).Select(record => (ReadItem(record), record)));

    private static ProbeItem ReadItem(JsonRecord record)
    {
        record.AllowOnly("id", "question", "paraphrases", "options", "answer", "premise", "passage");
        var id = record.NonBlankText("id");
        var options = record.Texts("options");
        if (options.Length is < 2 or > OptionLetter.MaximumOptions || options.Any(string.IsNullOrWhiteSpace))
        {
            throw record.Error($"id '{id}': expected 2 to {OptionLetter.MaximumOptions} options, none of them blank.");
        }

        var letter = record.Text("answer");
        var gold = letter.Length == 1 ? OptionLetter.ToOption(letter[0], options.Length) : null;
        if (gold is null)
        {
            throw record.Error($"id '{id}': answer is '{letter}'; expected a letter from A to {OptionLetter.Of(options.Length - 1)}.");
        }

        var item = new ProbeItem(
            id, record.NonBlankText("question"), options, gold.Value, record.Has("premise") ? record.NonBlankText("premise") : null)
        {
            Passage = record.Has("passage") ? record.NonBlankText("passage") : null,
            Paraphrases = record.Has("paraphrases") ? record.Texts("paraphrases") : [],
        };
        if (item.Paraphrases.Any(string.IsNullOrWhiteSpace))
        {
            throw record.Error($"id '{id}': a paraphrase is blank; expected another wording.");
        }

        if (item.Premise is not null && (item.Question is not ("cause" or "effect") || options.Length != 2 || item.Passage is not null))
        {
            throw record.Error($"id '{id}': an item with a premise has the question 'cause' or 'effect', two options and no passage.");
        }

        return item.Premise is null || item.Paraphrases.Length is 0 or ProbeItem.CauseEffectWordings - 1
            ? item
            : throw record.Error(
                $"id '{id}': {item.Paraphrases.Length} paraphrases of the premise; expected none or {ProbeItem.CauseEffectWordings - 1}.");
    }
}
