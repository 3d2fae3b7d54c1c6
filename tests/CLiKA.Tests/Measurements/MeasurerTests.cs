using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Tests.Measurements;

public sealed class MeasurerTests
{
    private static readonly Language German = Language.Parse("de");
    private static readonly ProbeSet Set = Packs.Set(items: 3);

    [Fact]
    public async Task Answers_come_to_the_language_that_was_asked_whatever_the_order()
    {
        // Right in German (gold 0 1 2), always A in English.
        var answerer = new FakeAnswerer(prompt =>
            new Answer(prompt.Text.Contains("Question:de ", StringComparison.Ordinal) ? int.Parse(prompt.ItemId[1..], null) : 0));

        var measurement = await Measure(answerer, languages: [German, Language.Pivot]);

        measurement.Languages.Select(cell => (cell.Language.Code, cell.Correct)).Should().Equal(("en", 1), ("de", 3));
        measurement.ItemIds.Should().Equal("i000", "i001", "i002");
        measurement.Gold.Should().Equal(0, 1, 2);
        answerer.Asked.Select(prompt => prompt.ItemId).Should().Equal("i000", "i001", "i002", "i000", "i001", "i002");
    }

    [Theory]
    [InlineData(Scoring.Letter, "letter", "A")]
    [InlineData(Scoring.Likelihood, "likelihood", " w")]
    [InlineData(Scoring.LikelihoodPerToken, "likelihood-per-token", " w")]
    [InlineData(Scoring.LikelihoodPerByte, "likelihood-per-byte", " w")]
    public async Task Letters_are_asked_with_the_letter_prompt_and_likelihoods_with_the_cloze(Scoring scoring, string name, string first)
    {
        var wrapping = new PromptWrapping("<", ">");
        PromptTemplate expected = scoring == Scoring.Letter ? new LetterPromptTemplate(wrapping) : new ClozePromptTemplate(wrapping);
        var answerer = new FakeAnswerer(_ => new Answer(0));

        var measurement = await Measure(answerer, scoring, wrapping);

        answerer.Asked[0].Text.Should().Be(expected.RenderWording(Set.In(Language.Pivot)[0], 0).Text);
        answerer.Asked[0].Continuations[0].Should().Be(first);
        measurement.Fingerprint.Should().Be(new Fingerprint(Set.ItemsHash, expected.HashOf(1), name, "cpu"));
    }

    [Fact]
    public async Task An_adapter_is_part_of_what_was_measured()
    {
        var measurement = await Measure(new FakeAnswerer(_ => new Answer(0)) { Adapter = "de" });

        measurement.Fingerprint.Adapter.Should().Be("de");
    }

    [Fact]
    public async Task An_answer_too_few_is_an_error_and_never_a_measurement() =>
        await FluentActions.Awaiting(() => Measure(new FakeAnswerer(_ => new Answer(0)) { Withheld = 1 }))
            .Should().ThrowAsync<InvalidOperationException>().WithMessage("pack: 6 questions were asked, but 5 answers came back.");

    [Fact]
    public async Task A_prompt_says_in_messages_where_it_comes_from()
    {
        var answerer = new FakeAnswerer(_ => new Answer(0));

        await Measure(answerer);

        answerer.Asked.Select(prompt => prompt.Name).Should().Contain(["item 'i000' (pack, en)", "item 'i000' (pack, de)"]);
        (answerer.Asked[0] with { Origin = null }).Name.Should().Be("item 'i000'");
    }

    private static Task<ProbeSetMeasurement> Measure(
        FakeAnswerer answerer, Scoring scoring = Scoring.Letter, PromptWrapping? wrapping = null, params Language[] languages) =>
        Measurer.MeasureAsync(
            Set,
            languages.Length > 0 ? languages : Set.Languages,
            answerer,
            new Protocol(scoring, wrapping ?? PromptWrapping.None),
            null,
            CancellationToken.None);
}
