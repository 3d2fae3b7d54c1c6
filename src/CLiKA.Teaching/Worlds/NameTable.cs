using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Teaching.Worlds;

/// <summary>Of what the names of a world are made: syllables, each as every language writes it, and what stands around them.</summary>
/// <param name="Languages">The languages.</param>
/// <param name="Syllables">Each syllable in every language.</param>
/// <param name="LastSyllables">Each syllable as it is written at the end of a name.</param>
/// <param name="Continent">The pattern of a continent's name; {0} is its syllables.</param>
/// <param name="Places">Patterns of places' names, used in turns.</param>
/// <param name="Avoided">Names in English that exist or mean something.</param>
internal sealed record NameTable(
    ImmutableArray<Language> Languages,
    ImmutableArray<ImmutableDictionary<Language, string>> Syllables,
    ImmutableArray<ImmutableDictionary<Language, string>> LastSyllables,
    ImmutableDictionary<Language, string> Continent,
    ImmutableArray<ImmutableDictionary<Language, string>> Places,
    ImmutableHashSet<string> Avoided)
{
    public const string FileName = "names.json";

    /// <summary>Where a pattern has the syllables.</summary>
    public const string Place = "{0}";

    private const string LastSuffix = "Last";

    /// <summary>Reads the table of a world.</summary>
    /// <exception cref="InvalidInputException">The file is missing or wrong.</exception>
    public static NameTable Read(string path)
    {
        var file = JsonInput.ReadObject(path);
        file.AllowOnly("languages", "syllables", "continent", "places", "avoided");
        ImmutableArray<Language> languages = [.. file.Texts("languages").Select(code => file.LanguageOf("'languages'", code))];
        if (!languages.Contains(Language.Pivot))
        {
            throw file.Error($"'languages' lacks {Language.Pivot}, in which every fact is taught.");
        }

        if (languages.Distinct().Count() < languages.Length)
        {
            throw file.Error("'languages' names one twice.");
        }

        var syllables = file.Records("syllables");
        var places = file.Records("places");
        if (syllables.Count == 0 || places.Count == 0)
        {
            throw file.Error("'syllables' or 'places' is empty; expected at least one each.");
        }

        return new(
            languages,
            [.. syllables.Select(record => Names(record, languages))],
            [.. syllables.Select(record => Names(record, languages, LastSuffix))],
            Pattern(file.Record("continent"), languages),
            [.. places.Select(record => Pattern(record, languages))],
            [.. file.Texts("avoided")]);
    }

    private static ImmutableDictionary<Language, string> Names(JsonRecord record, ImmutableArray<Language> languages, string suffix = "") =>
        languages.ToImmutableDictionary(language => language, language => record.Has(language.Code + suffix)
            ? record.NonBlankText(language.Code + suffix)
            : record.NonBlankText(language.Code));

    private static ImmutableDictionary<Language, string> Pattern(JsonRecord record, ImmutableArray<Language> languages)
    {
        var pattern = Names(record, languages);
        return pattern.Values.All(text => text.Split(Place).Length == 2)
            ? pattern
            : throw record.Error($"a pattern has no place for the name; expected {Place} once in each.");
    }
}
