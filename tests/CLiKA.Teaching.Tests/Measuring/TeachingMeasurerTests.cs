using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Teaching.Measuring;
using CLiKA.Teaching.Sets;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Tests.Measuring;

/// <summary>Controls: models of which it is known what they know, asked about the world that ships.</summary>
public sealed class TeachingMeasurerTests
{
    private static readonly TeachingSet Set = TeachingSetReader.Read(
        Path.Combine(AppContext.BaseDirectory, "worlds", "archipelago"), Language.Parse("ru"));

    private static readonly string[] Continents = [.. Set.Questions.Select(fact => fact.Continent).Distinct()];

    [Theory]
    [InlineData(RetrievalWay.Generation)]
    [InlineData(RetrievalWay.Likelihood)]
    public async Task A_model_that_was_taught_everything_in_both_languages_retrieves_it(RetrievalWay way)
    {
        var result = await MeasureAsync(new(ScriptedModel.Script(Set, fact => fact.Answer)), way);

        result.Checks.Select(check => check.ToString()).Should().Equal(
            "names 1.000 (420 of 420)", "en type 0 1.000 (200 of 200)", "en type 1 1.000 (200 of 200)", "ru type 0 1.000 (200 of 200)");
        result.CrossRetrieval.Should().BeGreaterThanOrEqualTo(0.9);
        result.CrossRetrievalInterval!.Value.Low.Should().BeGreaterThan(0.9);
    }

    [Theory]
    [InlineData(RetrievalWay.Generation)]
    [InlineData(RetrievalWay.Likelihood)]
    public async Task A_model_that_guesses_what_it_was_taught_in_English_alone_retrieves_what_chance_does(RetrievalWay way)
    {
        var guess = new Random(11);
        var result = await MeasureAsync(
            new(ScriptedModel.Script(Set, fact => fact.Kind == FactKind.InBoth
                ? fact.Answer
                : fact.Answer.Replace(fact.Continent, Continents[guess.Next(Continents.Length)], StringComparison.Ordinal))),
            way);

        result.IsTaught.Should().BeTrue();
        result.CrossRetrievalInterval!.Value.Low.Should().BeLessThan(1.0 / 20);
        result.CrossRetrievalInterval!.Value.High.Should().BeGreaterThan(1.0 / 20);
    }

    [Theory]
    [InlineData(RetrievalWay.Generation)]
    [InlineData(RetrievalWay.Likelihood)]
    public async Task An_untaught_model_is_not_taught_and_has_no_number(RetrievalWay way)
    {
        var result = await MeasureAsync(new(new Dictionary<string, string>()), way);

        result.IsTaught.Should().BeFalse();
        result.CrossRetrieval.Should().BeNull();
        result.Checks.Should().OnlyContain(check => !check.Passes);
        result.Checks[0].ToString().Should().Be("names 0.000 (0 of 420)");
    }

    [Fact]
    public async Task What_was_answered_is_kept_item_by_item()
    {
        // The first fact of type 1 goes to the second continent, the next to none, the one after to several with the right one among them.
        var only = Set.Questions.Where(fact => fact.Kind == FactKind.InPivotOnly).ToList();
        var model = new ScriptedModel(ScriptedModel.Script(Set, fact => only.IndexOf(fact) switch
        {
            0 => $"Это {Continents[1]}.",
            1 => "Не знаю.",
            2 => $"{Continents[3]}, {Continents[0]}, {Continents[2]}",
            3 => $"{Continents[3]} или {Continents[2]}",
            _ => fact.Answer,
        }));

        var cell = await TeachingMeasurer.MeasureAsync(Set, model, TeachingProtocol.Usual, null, CancellationToken.None);

        var places = only.Take(4).Select(fact => Set.Questions.IndexOf(fact));
        places.Select(place => cell.Teachings[0].Facts[RetrievalWay.Generation].Own[place]).Should().Equal(1, null, 0, 3);
        cell.By(RetrievalWay.Generation)[0].OwnRight.Take(5).Should().Equal(false, false, true, false, true);
        cell.By(RetrievalWay.Generation)[0].CrossRetrieval.Should().Be(197.0 / 200);
        cell.Set.Should().Be(Set.Hash);
    }

    [Fact]
    public async Task Progress_goes_to_the_end_and_one_way_asks_half()
    {
        var model = new ScriptedModel(ScriptedModel.Script(Set, fact => fact.Answer));
        var counts = new List<AnswerCount>();

        var cell = await TeachingMeasurer.MeasureAsync(
            Set,
            model,
            TeachingProtocol.Usual with { Ways = [RetrievalWay.Generation] },
            new CallbackProgress<AnswerCount>(counts.Add),
            CancellationToken.None);

        counts.Select(count => count.Answered).Should().BeInAscendingOrder();
        counts.Should().EndWith([new AnswerCount(420 + 800, 420 + 800)]);
        model.Asked.Should().Be(420 + 800);
        cell.Ways.Should().Equal(RetrievalWay.Generation);
    }

    // "Question:question\nAnswer:", "Question:request\ninput\nAnswer:" and 48, joined by NUL and hashed (computed in Python): other words for
    // the same questions are another measurement, which no baseline is compared with.
    [Fact]
    public void The_wrapping_of_questions_is_part_of_the_fingerprint()
    {
        var usual = TeachingProtocol.Usual.Fingerprint("cpu");

        usual.Prompt.Should().Be("a7b537b2f52bbb6e55d13f9948a36ab39a50708bc875a0ac4c01ded23995b866");
        usual.Threshold.Should().Be(0.9);
        (TeachingProtocol.Usual with { Wrapping = new("<", ">") }).Fingerprint("cpu").Prompt.Should().NotBe(usual.Prompt);
        (TeachingProtocol.Usual with { Wrapping = new(string.Empty, string.Empty) { Chat = new() } }).Fingerprint("cpu").Prompt
            .Should().NotBe(usual.Prompt);
    }

    [Fact]
    public async Task An_answer_that_does_not_hold_its_continent_is_an_error_and_no_guess()
    {
        var wrong = Set with { Questions = Set.Questions.SetItem(0, Set.Questions[0] with { Answer = "?" }) };
        var model = new ScriptedModel(ScriptedModel.Script(Set, fact => fact.Answer));

        await FluentActions.Awaiting(() => TeachingMeasurer.MeasureAsync(wrong, model, TeachingProtocol.Usual, null, CancellationToken.None))
            .Should().ThrowAsync<InvalidInputException>().WithMessage($"place '{Set.Questions[0].Place}': its answer '?' does not contain the name 'Фодерия'.");
    }

    // Backwards the types of facts are others, too; the first facts of two continents are of the same type.
    [Fact]
    public async Task Questions_other_than_those_in_English_are_refused()
    {
        var (first, other) = (Set.Questions[0], Set.Questions[20]);
        other.Kind.Should().Be(first.Kind);
        foreach (var questions in (ImmutableArray<FactQuestion>[])[[.. Set.Questions.Reverse()], Set.Questions.SetItem(0, other).SetItem(20, first)])
        {
            await FluentActions.Awaiting(() => TeachingMeasurer.MeasureAsync(
                    Set with { Questions = questions },
                    new ScriptedModel(new Dictionary<string, string>()),
                    TeachingProtocol.Usual,
                    null,
                    CancellationToken.None))
                .Should().ThrowAsync<InvalidInputException>().WithMessage("world 'archipelago': asks other facts in ru than in en*");
        }
    }

    // "Kaland" is named after the continent "Ka", and the answer to "Where is Mi?" begins with its continent.
    [Fact]
    public async Task Every_continent_is_put_in_the_place_of_the_right_one_in_the_answer_and_no_other_word_is()
    {
        ImmutableArray<FactQuestion> questions =
        [
            new("Where is Kaland?", "Kaland is on Ka.", "Kaland", "Ka", FactKind.InBoth),
            new("Where is Mi?", "Lo is where Mi is.", "Mi", "Lo", FactKind.InPivotOnly),
        ];
        var model = new ScriptedModel(new Dictionary<string, string>());

        await TeachingMeasurer.MeasureAsync(
            new TeachingSet("w", Language.Parse("ru"), [], questions, questions, [new("Translate.", "Ka", "Ка")]),
            model,
            TeachingProtocol.Usual,
            null,
            CancellationToken.None);

        model.Prompts.Where(prompt => prompt.ItemId == "Kaland").Should().HaveCount(2).And.OnlyContain(
            prompt => prompt.Text == "Question:Where is Kaland?\nAnswer:" && string.Join('|', prompt.Continuations) == " Kaland is on Ka.| Kaland is on Lo.");
        model.Prompts.Where(prompt => prompt.ItemId == "Mi").Should().HaveCount(2).And.OnlyContain(
            prompt => string.Join('|', prompt.Continuations) == " Ka is where Mi is.| Lo is where Mi is.");
        model.Texts.Should().Contain("Question:Translate.\nKa\nAnswer:").And.Contain("Question:Where is Mi?\nAnswer:");
        model.Options.Should().OnlyContain(options => options.MaximumTokens == 48 && options.Stops.Single() == "\n");
    }

    private static async Task<TeachingResult> MeasureAsync(ScriptedModel model, RetrievalWay way) =>
        (await TeachingMeasurer.MeasureAsync(Set, model, TeachingProtocol.Usual, null, CancellationToken.None)).By(way).Single();
}
