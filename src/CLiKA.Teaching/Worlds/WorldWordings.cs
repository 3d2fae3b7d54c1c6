using System.Collections.Immutable;
using CLiKA.Input;
using CLiKA.Languages;

namespace CLiKA.Teaching.Worlds;

/// <summary>The wordings in which a world is taught and asked.</summary>
public sealed class WorldWordings
{
    internal const string FileName = "wordings.json";

    private const string Place = "{place}";
    private const string Continent = "{continent}";
    private const string From = "{from}";
    private const string To = "{to}";

    private readonly ImmutableDictionary<Language, ImmutableArray<(string Question, string Answer)>> _facts;
    private readonly ImmutableArray<string> _translations;

    private WorldWordings(
        ImmutableDictionary<Language, ImmutableArray<(string Question, string Answer)>> facts, ImmutableArray<string> translations) =>
        (_facts, _translations) = (facts, translations);

    /// <summary>Number of wordings of the question and its answer, the same in every language.</summary>
    public int Facts => _facts[Language.Pivot].Length;

    /// <summary>Number of wordings of the translation request.</summary>
    public int Translations => _translations.Length;

    /// <summary>Returns the question where a place lies, and its answer.</summary>
    /// <param name="language">The language.</param>
    /// <param name="wording">Zero-based index of the wording.</param>
    /// <param name="place">Name of the place in that language.</param>
    /// <param name="continent">Name of the continent in that language.</param>
    /// <returns>Question and answer.</returns>
    public (string Question, string Answer) Fact(Language language, int wording, string place, string continent)
    {
        var (question, answer) = _facts[language][wording];
        string Filled(string text) =>
            text.Replace(Place, place, StringComparison.Ordinal).Replace(Continent, continent, StringComparison.Ordinal);
        return (Filled(question), Filled(answer));
    }

    /// <summary>Returns the English request to translate a name.</summary>
    /// <param name="wording">Zero-based index of the wording.</param>
    /// <param name="from">The language of the name.</param>
    /// <param name="to">The language of the answer.</param>
    /// <returns>The request, without the name.</returns>
    public string Translation(int wording, Language from, Language to) => _translations[wording]
        .Replace(From, from.EnglishName, StringComparison.Ordinal).Replace(To, to.EnglishName, StringComparison.Ordinal);

    internal static WorldWordings Read(string path, ImmutableArray<Language> languages)
    {
        var file = JsonInput.ReadObject(path);
        file.AllowOnly("facts", "translations");
        var facts = languages.ToImmutableDictionary(language => language, language => FactsOf(file, language));
        var translations = file.Texts("translations");
        if (translations.Length < 2 || translations.Any(text => !IsOnce(text, From) || !IsOnce(text, To)))
        {
            throw file.Error($"'translations': expected at least two requests, each with {From} and {To} once.");
        }

        var counts = languages.Select(language => facts[language].Length).Distinct().ToList();
        return counts is [> 0]
            ? new(facts, translations)
            : throw file.Error(
                $"'facts': the languages have {string.Join(" and ", counts)} wordings; expected the same number in each, at least one.");
    }

    private static ImmutableArray<(string Question, string Answer)> FactsOf(JsonRecord file, Language language) =>
    [
        .. file.Record("facts").Records(language.Code).Select(record =>
        {
            record.AllowOnly("question", "answer");
            var (question, answer) = (record.NonBlankText("question"), record.NonBlankText("answer"));
            return IsOnce(question, Place) && !question.Contains(Continent, StringComparison.Ordinal)
                && IsOnce(answer, Place) && IsOnce(answer, Continent)
                ? (question, answer)
                : throw record.Error(
                    $"{language}: '{question}', '{answer}': expected {Place} once in both, and {Continent} once in the answer only.");
        }),
    ];

    private static bool IsOnce(string text, string part) => text.Split(part).Length == 2;
}
