using CLiKA.Languages;
using CLiKA.Probes;
using CLiKA.Probes.Validation;

namespace CLiKA.Tests.Probes.Validation;

public sealed class ProbeSetValidatorTests
{
    private static readonly Dictionary<string, (string Question, string[] Options)> Sound = new()
    {
        ["en"] = ("Which?", ["red", "blue"]),
        ["de"] = ("Welche Größe?", ["rot", "blau"]),
        ["fr"] = ("Laquelle\u00A0?", ["été", "bleu"]),
        ["it"] = ("Quale?", ["rosso", "blu"]),
        ["ru"] = ("Какой?", ["красный", "синий"]),
        ["pl"] = ("Który?", ["żółty", "niebieski"]),
        ["ar"] = ("أي؟", ["أحمر", "أزرق"]),
        ["he"] = ("איזה?", ["אדום", "כחול"]),
        ["zh"] = ("哪个？", ["红色", "蓝色"]),
        ["ja"] = ("どれ？", ["赤", "アオ"]),
    };

    [Fact]
    public void A_sound_pack_has_no_problem() => Problems(_ => { }).Should().BeEmpty();

    [Fact]
    public void A_missing_language_is_a_problem() => Problems(texts => texts.Remove("he")).Should().ContainMatch("*has no he*");

    [Fact]
    public void Unbalanced_letters_are_a_problem() =>
        ProbeSetValidator.Validate(Set(Sound, _ => 0), []).Select(problem => problem.ToString())
            .Should().ContainMatch("*not balanced to within one item: A 4, B 0*");

    [Theory]
    [InlineData("ru", "Какой London?", "*'L', which is no letter of Russian*")]
    [InlineData("ar", "London؟", "*no letter of Arabic*")]
    [InlineData("zh", "ブルー？", "*has no letter of Chinese*")]
    [InlineData("en", "Which Москва?", "*'М', which is no letter of English*")]
    [InlineData("de", "Welche Gro\u0308ße?", "*not in Unicode normalisation form C*")]
    [InlineData("en", "Which red thing?", "*the question gives the answer away: it contains 'red'*")]
    public void A_question_that_is_wrong_in_itself_is_a_problem(string language, string question, string expected) =>
        Problems(texts => texts[language] = (question, texts[language].Options)).Should().ContainMatch(expected);

    [Theory]
    [InlineData("Red", "red")]
    [InlineData("ｒｅｄ", "red")]
    public void Options_that_a_reader_takes_for_the_same_are_a_problem(string first, string second) =>
        Problems(texts => texts["en"] = ("Which?", [first, second])).Should().ContainMatch("en.jsonl, i0: two options are the same*");

    [Fact]
    public void A_distractor_from_elsewhere_is_a_problem()
    {
        var set = Set(Sound, item => item % 2);
        ProbeFact Fact(int item, string region) => new($"i{item}", "r") { Region = "Here", OptionRegions = ["Here", region] };

        ProbeSetValidator.Validate(set, [Fact(0, "Here"), Fact(1, "There"), Fact(2, "Here"), Fact(3, "Here")])
            .Should().ContainSingle().Which.ToString().Should().Be(
                "items.jsonl, i1: an option is from There, the subject from Here; a distractor has to be as near.");
    }

    [Fact]
    public void Regions_that_do_not_belong_to_the_options_are_a_problem()
    {
        var set = Set(Sound, item => item % 2);
        var facts = Enumerable.Range(0, 4).Select(
            item => new ProbeFact($"i{item}", "r") { Region = "Here", OptionRegions = item == 2 ? ["Here"] : ["Here", "Here"] });

        ProbeSetValidator.Validate(set, [.. facts])
            .Should().ContainSingle().Which.ToString().Should().Be("items.jsonl, i2: 1 option regions for 2 options.");
    }

    private static IEnumerable<string> Problems(Action<Dictionary<string, (string Question, string[] Options)>> break_)
    {
        var texts = new Dictionary<string, (string Question, string[] Options)>(Sound);
        break_(texts);
        return ProbeSetValidator.Validate(Set(texts, item => item % 2), []).Select(problem => problem.ToString());
    }

    private static ProbeSet Set(Dictionary<string, (string Question, string[] Options)> texts, Func<int, int> gold) => new(
        "pack",
        "Pack",
        KnowledgeKind.Basic,
        1,
        texts.ToDictionary(
            pair => Language.Parse(pair.Key),
            pair => (IReadOnlyList<ProbeItem>)
                [.. Enumerable.Range(0, 4).Select(item => new ProbeItem($"i{item}", pair.Value.Question, [.. pair.Value.Options], gold(item)))]));
}
