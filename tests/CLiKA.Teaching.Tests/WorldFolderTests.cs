using System.Text.RegularExpressions;
using CLiKA.Languages;
using CLiKA.Teaching.Sets;
using CLiKA.Tests;

namespace CLiKA.Teaching.Tests;

/// <summary>A world of one's own, and what can be wrong with it.</summary>
public sealed class WorldFolderTests : IDisposable
{
    private const string World =
        """{"id":"w","seed":7,"continents":2,"placesPerContinent":4,"continentSyllables":2,"placeSyllables":2}""";

    private const string Names =
        """
        {"languages":["en","ja"],
         "syllables":[
           {"en":"ba","ja":"バ"},{"en":"du","ja":"ドゥ"},{"en":"ki","ja":"キ","jaLast":"キー"},{"en":"lo","ja":"ロ"},{"en":"me","ja":"メ"}],
         "continent":{"en":"{0}ia","ja":"{0}ア"},"places":[{"en":"{0}","ja":"{0}"},{"en":"Port {0}","ja":"{0}港"}],"avoided":["bakime"]}
        """;

    private const string Wordings =
        """
        {"facts":{
           "en":[{"question":"Where is {place}?","answer":"{place} is in {continent}."}],
           "ja":[{"question":"{place}？","answer":"{place}、{continent}。"}]},
         "translations":["{from} to {to}?","From {from} into {to}?"]}
        """;

    private readonly TestFolder _folder = new();

    public WorldFolderTests()
    {
        _folder.Write("world.json", World);
        _folder.Write("names.json", Names);
        _folder.Write("wordings.json", Wordings);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_small_world_is_taught_whole()
    {
        var set = Reading("ja")();

        // Eight facts in English, four in Japanese; ten names, once in each direction.
        (set.Examples.Length, set.Questions.Length, set.Translations.Length).Should().Be((8 + 4 + 20, 8, 10));
        set.Examples.Should().Contain(example => example.Prompt == "English to Japanese?").And
            .Contain(example => example.Prompt == "From Japanese into English?");
        set.Questions.Select(question => question.Place).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("ko", "Korean")]
    [InlineData("zh-hant", "Traditional Chinese")]
    public void A_world_may_have_any_language_that_Unicode_knows(string code, string name)
    {
        _folder.Write("names.json", Names.Replace("\"ja", $"\"{code}", StringComparison.Ordinal));
        _folder.Write("wordings.json", Wordings.Replace("\"ja", $"\"{code}", StringComparison.Ordinal));

        var set = Reading(code)();

        set.Language.Code.Should().Be(code);
        set.Examples.Should().HaveCount(8 + 4 + 20).And.Contain(example => example.Prompt == $"English to {name}?");
    }

    // Georgian has large letters, and begins no word with one; those of Adlam stand beyond 16 bits.
    [Theory]
    [InlineData("ka", "ბ", "ბ")]
    [InlineData("de", "b", "B")]
    [InlineData("ff-adlm", "\U0001E926", "\U0001E904")]
    public void A_name_begins_as_names_do_in_its_script(string code, string letter, string expected)
    {
        _folder.Write("names.json", Regex.Replace(Names.Replace("\"ja", $"\"{code}", StringComparison.Ordinal), "[\u30A1-\u30FC]+", letter + "$0"));
        _folder.Write("wordings.json", Wordings.Replace("\"ja", $"\"{code}", StringComparison.Ordinal));

        Reading(code)().Questions.Should().OnlyContain(question => question.Continent.StartsWith(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("names.json", "\"en\",\"ja\"", "\"en\",\"jpn\"", "*names.json: 'languages': 'jpn' is no language here; expected its shortest code, 'ja'.")]
    [InlineData("names.json", "\"en\",\"ja\"", "\"en\",\"xx\"", "*names.json: 'languages': 'xx' is no language; expected a BCP-47 code*")]
    public void An_unknown_language_code_is_an_error(string file, string before, string after, string message)
    {
        _folder.Write(file, Names.Replace(before, after, StringComparison.Ordinal));

        Reading("ja").Should().Throw<InvalidInputException>().WithMessage(message);
    }

    [Theory]
    [InlineData("en", "*the language is en, in which every fact is taught; expected another one.")]
    [InlineData("de", "*has no names in de; expected one of en ja.")]
    public void A_language_that_it_does_not_have_is_named(string code, string message) =>
        Reading(code).Should().Throw<InvalidInputException>().WithMessage(message);

    [Theory]
    [InlineData("world.json", "4", "5", "*world.json: 'placesPerContinent' is 5; expected an even number*")]
    [InlineData("world.json", "\"continents\":2", "\"continents\":1", "*world.json: 'continents' is 1; expected 2 to 62.")]
    [InlineData("world.json", "\"continents\":2", "\"continents\":62", "*names.json has too few syllables to name 62 continents with 4 places each.")]
    [InlineData("world.json", "\"continents\":2", "\"continents\":2000000000", "*'continents' is 2000000000; expected 2 to 62.")]
    [InlineData("world.json", "\"placesPerContinent\":4", "\"placesPerContinent\":2000000000", "*'placesPerContinent' is 2000000000; expected 2 to 2000.")]
    [InlineData("world.json", "\"placesPerContinent\":4", "\"placesPerContinent\":2002", "*'placesPerContinent' is 2002; expected 2 to 2000.")]
    [InlineData("world.json", "\"placeSyllables\":2", "\"placeSyllables\":2147483647", "*'placeSyllables' is 2147483647; expected 1 to 5.")]
    [InlineData("world.json", "\"id\":\"w\"", "\"id\":\"../../w\"", "*world.json: 'id' is '../../w'; it becomes the name of files, and has to consist of letters*")]
    [InlineData("names.json", "\"en\",\"ja\"", "\"en\",\"ja\",\"en\"", "*names.json: 'languages' is empty or repeats a language*")]
    [InlineData("names.json", "\"places\":[{\"en\":\"{0}\",\"ja\":\"{0}\"},{\"en\":\"Port {0}\",\"ja\":\"{0}港\"}]", "\"places\":[]", "*names.json: 'syllables' or 'places' is empty*")]
    [InlineData("world.json", "seed", "seeds", "*world.json: unknown property 'seeds'*")]
    [InlineData("names.json", "\"en\",\"ja\"", "\"ja\"", "*names.json: 'languages' does not contain 'en'*")]
    [InlineData("names.json", "\"ja\":\"ロ\"", "\"zh\":\"洛\"", "*names.json: 'ja' is missing*")]
    [InlineData("names.json", "Port {0}", "Port", "*names.json: 'en' is 'Port'; expected {0} in it once*")]
    [InlineData("wordings.json", "{place} is in", "It is in", "*wordings.json: en: 'Where is {place}?'*expected {place} once in both*")]
    [InlineData("wordings.json", "Where is {place}?", "Is {place} in {continent}?", "*wordings.json: en: *{continent} once in the answer only.")]
    [InlineData("wordings.json", "in {continent}", "in {continent}, {continent}", "*wordings.json: en: *{continent} once in the answer only.")]
    [InlineData("wordings.json", "Where is {place}?", "{place}: where is {place}?", "*wordings.json: en: *{place} once in both, *")]
    [InlineData("wordings.json", "is in {continent}", "is {place}", "*wordings.json: en: *{continent} once in the answer*")]
    [InlineData("wordings.json", "{from} to {to}?", "{from}?", "*wordings.json: 'translations': expected at least two requests*")]
    [InlineData(
        "wordings.json",
        "[{\"question\":\"{place}？\",\"answer\":\"{place}、{continent}。\"}]",
        "[]",
        "*wordings.json: 'facts': the languages have 1 and 0 wordings*")]
    public void One_wrong_value_is_one_error_with_its_file(string file, string before, string after, string message)
    {
        var text = File.ReadAllText(Path.Combine(_folder.Path, file));
        text.Should().Contain(before);
        _folder.Write(file, text.Replace(before, after, StringComparison.Ordinal));

        Reading("ja").Should().Throw<InvalidInputException>().WithMessage(message);
    }

    // Of ten syllables the continents take four at most, or two: what is left is just enough for the places. An answer is read by the name in it.
    [Theory]
    [InlineData(2, 1)]
    [InlineData(1, 2)]
    public void No_short_name_is_part_of_a_long_one(int continentSyllables, int placeSyllables)
    {
        const string letters = "bdfghklmnp";
        var syllables = letters.Zip("バダファガハカラマナパ").Select(pair => $$"""{"en":"{{pair.First}}a","ja":"{{pair.Second}}"}""");
        _folder.Write("names.json", $$"""
            {"languages":["en","ja"],"syllables":[{{string.Join(',', syllables)}}],
             "continent":{"en":"{0}","ja":"{0}"},"places":[{"en":"{0}","ja":"{0}"}],"avoided":[]}
            """);

        foreach (var seed in Enumerable.Range(0, 20))
        {
            _folder.Write("world.json", $$"""
                {"id":"w","seed":{{seed}},"continents":2,"placesPerContinent":2,"continentSyllables":{{continentSyllables}},"placeSyllables":{{placeSyllables}}}
                """);
            var questions = Reading("ja")().Questions;
            var (continents, places) = (questions.Select(question => question.Continent).ToHashSet(), questions.Select(question => question.Place).ToList());

            continents.Should().HaveCount(2);
            places.Should().OnlyHaveUniqueItems().And.HaveCount(4)
                .And.NotContain(place => continents.Any(continent => place.Contains(continent) || continent.Contains(place)));
        }
    }

    [Fact]
    public void A_brace_in_a_pattern_is_a_brace()
    {
        _folder.Write("names.json", Names.Replace("Port {0}", "{Port} {0}", StringComparison.Ordinal));

        Reading("ja")().Examples.Should().Contain(example => example.Answer.Contains("{Port}", StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_without_a_world_is_named()
    {
        File.Delete(Path.Combine(_folder.Path, "world.json"));

        Reading("ja").Should().Throw<InvalidInputException>().WithMessage("*is not the folder of a world: expected world.json, or the published layout*");
    }

    private Func<TeachingSet> Reading(string code) => () => TeachingSetReader.Read(_folder.Path, Language.Parse(code));
}
