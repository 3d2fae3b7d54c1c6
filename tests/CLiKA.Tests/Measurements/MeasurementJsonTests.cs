using System.Collections.Immutable;
using System.Text.Json.Nodes;
using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Measurements;

public sealed class MeasurementJsonTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _text = MeasurementJson.Write(new Measurement("m", [Of("AbC-", "ABCD")]));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        var read = Reading(_text);

        read.Model.Should().Be("m");
        var set = read.ProbeSets.Single();
        (set.ProbeSet, set.Fingerprint, set.Chance, set.Ceiling).Should().Be(("s", Packs.Fingerprint, 0.25, 0.97));
        set.ItemIds.Should().Equal("№1", "№2", "№3", "№4");
        AnswerLetters.Write(set.In(Language.Parse("de"))!.Answers).Should().Be("AbC-");
        set.In(Language.Parse("de"))!.Answers[0].LogProbabilities.Should().Equal(-0.5, -1.25);
        set.In(Language.Pivot)!.Answers[0].LogProbabilities.Should().BeEmpty();
        MeasurementJson.Write(read).Should().Be(_text);
    }

    [Fact]
    public void The_choices_in_each_wording_are_kept()
    {
        var answers = AnswerLetters.Read("ABCA").Zip("ABAA", "A-CD").Select(item => item.First with
        {
            Wordings = [AnswerLetters.Read($"{item.Second}")[0].Choice, AnswerLetters.Read($"{item.Third}")[0].Choice],
        });
        var text = MeasurementJson.Write(new Measurement("m", [Of([.. answers], AnswerLetters.Read("ABCD"))]));

        // 3 of 4 right, in each wording alone 2 and 3.
        text.Should().Contain("\"wordingSpread\": 0.25").And.Contain("\"ABAA\"").And.Contain("\"A-CD\"");
        var cell = Reading(text).ProbeSets.Single().In(Language.Parse("de"))!;
        cell.WordingAccuracies.Should().Equal(0.5, 0.75);
        (cell.Accuracy, cell.WordingSpread).Should().Be((0.75, 0.25));
        MeasurementJson.Write(Reading(text)).Should().Be(text);
    }

    [Fact]
    public void Ids_in_any_script_stay_readable_and_lines_end_in_LF() =>
        _text.Should().Contain("\"№1\"").And.EndWith("}\n").And.NotContain("\r");

    [Theory]
    [InlineData("gold", "\"ABC\"", "'gold' has 3 letters for 4 items")]
    [InlineData("gold", "\"ABC-\"", "'gold' contains something other than letters")]
    [InlineData("items", "[]", "for 0 items")]
    [InlineData("chance", "1e999", "'chance' is 1e999")]
    [InlineData("chance", "-1", "chance")]
    [InlineData("ceiling", "0.25", "ceiling")]
    [InlineData("languages.de.answers", "\"AbC\"", "'answers' has 3 letters for 4 items")]
    [InlineData("languages.de.answers", "\"AbC?\"", "'answers': '?' is not an answer")]
    [InlineData("languages.de.answers", "\"ABC-\"", "s, de: 'correct' is 2, but the answers make it 3; the file was damaged or edited")]
    [InlineData("languages.de.accuracy", "0.75", "s, de: 'accuracy' is 0.75, but the answers make it 0.5")]
    [InlineData("languages.de.accuracy", "1e30", "s, de: 'accuracy' is 1E+30")]
    [InlineData("languages.de.enCo", "null", "s, de: 'enCo' is null, but the answers make it 0.5")]
    [InlineData("languages.de.logProbabilities", "[[-1],[-1],[-1]]", "'logProbabilities'")]
    [InlineData("languages.de.logProbabilities", "[[-1],[-1],[-1],[-1],[-1]]", "'logProbabilities'")]
    [InlineData("languages.de.wordings", "[\"ABC\"]", "'wordings': 3 letters for 4 items")]
    [InlineData("languages.de.wordings", "[\"ABC?\"]", "'wordings': '?' is not an answer")]
    [InlineData("languages.de.wordings", "[\"ABCD\",\"A---\"]", "s, de: 'wordingSpread' is null, but the answers make it 0.75")]
    [InlineData("fingerprint.letters", "\"shuffled\"", "'letters' is 'shuffled'; expected one of fixed, permuted")]
    [InlineData("languages.de.logProbabilities", "[1]", "'logProbabilities'")]
    [InlineData("languages", "{}", "s: 'languages' is empty; expected answers in at least one.")]
    [InlineData("languages.xx", "{}", "s: 'xx' is no language; expected a BCP-47 code")]
    public void A_file_that_contradicts_itself_is_refused(string property, string value, string expected)
    {
        var file = JsonNode.Parse(_text)!;
        var names = property.Split('.');
        var parent = names[..^1].Aggregate(file["probeSets"]!["s"]!, (node, name) => node[name]!);

        // A placeholder, because a node does not hold 1e999.
        parent[names[^1]] = "placeholder";

        Refusal(file.ToJsonString().Replace("\"placeholder\"", value, StringComparison.Ordinal)).Should().Contain(expected);
    }

    [Fact]
    public void A_truncated_file_is_refused() => Refusal(_text[..^20]).Should().Contain("not valid JSON");

    private static ProbeSetMeasurement Of(string german, string english) => Of(
        [.. AnswerLetters.Read(german).Select(answer => answer with { LogProbabilities = [-0.5, -1.25] })], AnswerLetters.Read(english));

    private static ProbeSetMeasurement Of(ImmutableArray<Answer> german, ImmutableArray<Answer> english) => new(
        "s",
        Packs.Fingerprint,
        0.25,
        0.97,
        ["№1", "№2", "№3", "№4"],
        [0, 1, 2, 3],
        new Dictionary<Language, ImmutableArray<Answer>> { [Language.Pivot] = english, [Language.Parse("de")] = german });

    private Measurement Reading(string text) => MeasurementJson.Read(_folder.Write("m.json", text));

    private string Refusal(string text) =>
        FluentActions.Invoking(() => Reading(text)).Should().Throw<InvalidInputException>().Which.Message;
}
