using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>Reads probe sets from folders: <c>probe-set.json</c> and one <c>&lt;language&gt;.jsonl</c> for each language.</summary>
public static class ProbeSetReader
{
    /// <summary>Name of the file that describes a set.</summary>
    public const string DescriptionFile = "probe-set.json";

    /// <summary>Name of the optional file with what is known about each item independently of languages.</summary>
    public const string FactsFile = "items.jsonl";

    /// <summary>Reads a probe set and checks that its languages are parallel.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <returns>The probe set.</returns>
    /// <exception cref="InvalidInputException">
    /// A file is missing or wrong, an id occurs twice, or ids and gold letters differ between languages.
    /// </exception>
    public static ProbeSet Read(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new InvalidInputException(folder, "no such folder; expected a probe set.");
        }

        var description = JsonInput.ReadObject(Path.Combine(folder, DescriptionFile));
        description.AllowOnly("id", "title", "stream", "chance", "ceiling", "licence", "revision", "provenance");
        _ = description.NonBlankText("licence");
        _ = description.NonBlankText("revision");

        var languages = Language.All.Where(language => File.Exists(PathOf(folder, language))).ToList();
        if (languages.Count == 0)
        {
            throw new InvalidInputException(folder, $"has no language file; expected en.jsonl and others of {Language.Codes}.");
        }

        var items = languages.ToDictionary(language => language, language => ReadLanguage(PathOf(folder, language)));
        foreach (var language in languages.Skip(1))
        {
            ParallelCheck.Run(items[languages[0]], PathOf(folder, languages[0]), items[language], PathOf(folder, language));
        }

        ProbeSet set;
        try
        {
            set = new ProbeSet(
                description.NonBlankText("id"),
                description.NonBlankText("title"),
                StreamOf(description),
                description.Has("ceiling") ? description.Number("ceiling") : 1,
                items.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<ProbeItem>)[.. pair.Value.Select(line => line.Item)]));
        }
        catch (ArgumentException error)
        {
            throw new InvalidInputException(description.File, error.Message, error);
        }

        const double Rounding = 1e-4;
        var stated = description.Number("chance");
        return Math.Abs(stated - set.Chance) <= Rounding
            ? set
            : throw description.Error($"'chance' is {stated}, but the items' numbers of options make it {set.Chance:0.####}.");
    }

    /// <summary>Reads what is known about the items of a set independently of languages.</summary>
    /// <param name="folder">The set's folder.</param>
    /// <param name="set">The set.</param>
    /// <returns>One fact for each item in the order of the items; empty where the set has no such file.</returns>
    /// <exception cref="InvalidInputException">The file is wrong, or its ids are not those of the set.</exception>
    public static ImmutableArray<ProbeFact> ReadFacts(string folder, ProbeSet set)
    {
        var path = Path.Combine(folder, FactsFile);
        if (!File.Exists(path))
        {
            return [];
        }

        var items = set.In(set.Languages[0]);
        var facts = JsonInput.ReadLines(path).Select(record => ReadFact(record, set)).OrderBy(fact => fact.Id, StringComparer.Ordinal);
        ImmutableArray<ProbeFact> sorted = [.. facts];
        return sorted.Select(fact => fact.Id).SequenceEqual(items.Select(item => item.Id))
            ? sorted
            : throw new InvalidInputException(path, $"its ids are not those of the set's {items.Length} items.");
    }

    private static ProbeFact ReadFact(JsonRecord record, ProbeSet set)
    {
        record.AllowOnly("id", "relation", "region", "subject", "optionRegions");
        var subject = record.Record("subject");
        return new ProbeFact(
            record.NonBlankText("id"),
            record.NonBlankText("relation"),
            record.NonBlankText("region"),
            set.Languages.ToImmutableDictionary(language => language, language => subject.NonBlankText(language.Code)),
            record.Has("optionRegions") ? record.Texts("optionRegions") : []);
    }

    private static string PathOf(string folder, Language language) => Path.Combine(folder, $"{language}.jsonl");

    private static KnowledgeKind StreamOf(JsonRecord description) => description.NonBlankText("stream") switch
    {
        "basic" => KnowledgeKind.Basic,
        "factual" => KnowledgeKind.Factual,
        "fictional" => KnowledgeKind.Fictional,
        var other => throw description.Error($"'stream' is '{other}'; expected basic, factual or fictional."),
    };

    private static List<(ProbeItem Item, int Line)> ReadLanguage(string path)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var items = new List<(ProbeItem, int)>();
        foreach (var record in JsonInput.ReadLines(path))
        {
            var item = ReadItem(record);
            if (!lines.TryAdd(item.Id, record.Line!.Value))
            {
                throw record.Error($"id '{item.Id}' occurs twice; it stands in line {lines[item.Id]} already.");
            }

            items.Add((item, record.Line!.Value));
        }

        return items;
    }

    private static ProbeItem ReadItem(JsonRecord record)
    {
        record.AllowOnly("id", "question", "options", "answer", "premise");
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

        var question = record.NonBlankText("question");
        var premise = record.Has("premise") ? record.NonBlankText("premise") : null;
        if (premise is not null && (question is not ("cause" or "effect") || options.Length != 2))
        {
            throw record.Error($"id '{id}': an item with a premise has the question 'cause' or 'effect' and two options.");
        }

        return new ProbeItem(id, question, options, gold.Value, premise);
    }
}
