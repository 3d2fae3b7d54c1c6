using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Teaching.Worlds;

/// <summary>The parts of a world's names: syllables in the spelling of every language, and patterns around them.</summary>
/// <param name="Languages">The languages.</param>
/// <param name="Syllables">Each syllable in every language.</param>
/// <param name="LastSyllables">Each syllable in its spelling at the end of a name.</param>
/// <param name="Continent">The pattern of continent names; {0} stands for the syllables.</param>
/// <param name="Places">Patterns of place names, used in turn.</param>
/// <param name="Avoided">English names that exist or have a meaning.</param>
internal sealed record NameTable(
    ImmutableArray<Language> Languages,
    ImmutableArray<ImmutableDictionary<Language, string>> Syllables,
    ImmutableArray<ImmutableDictionary<Language, string>> LastSyllables,
    ImmutableDictionary<Language, string> Continent,
    ImmutableArray<ImmutableDictionary<Language, string>> Places,
    ImmutableHashSet<string> Avoided)
{
    public const string FileName = "names.json";

    /// <summary>Placeholder of the syllables in a pattern.</summary>
    public const string Place = "{0}";

    private const string LastSuffix = "Last";

    /// <summary>Reads the name table of a world.</summary>
    /// <exception cref="InvalidInputException">The file is missing or wrong.</exception>
    public static NameTable Read(string path)
    {
        var file = JsonInput.ReadObject(path);
        file.AllowOnly("languages", "syllables", "continent", "places", "avoided");
        var languages = file.Languages("languages");
        if (!languages.Contains(Language.Pivot))
        {
            throw file.Error($"'languages' does not contain '{Language.Pivot}', in which every fact is taught.");
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
        foreach (var language in languages.Where(language => pattern[language].Split(Place).Length != 2))
        {
            throw record.Error($"'{language}' is '{pattern[language]}'; expected {Place} in it once, for the syllables.");
        }

        return pattern;
    }
}
