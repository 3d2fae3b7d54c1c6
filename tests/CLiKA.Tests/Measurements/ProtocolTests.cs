using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Tests.Measurements;

public sealed class ProtocolTests
{
    private static readonly ProbeItem Item = new("i", "Q1", ["w", "x", "y", "z"], 2) { Paraphrases = ["Q2", "Q3"] };

    [Fact]
    public void Every_option_has_every_letter_once_in_every_wording()
    {
        var protocol = new Protocol(Scoring.Letter, PromptWrapping.None) { Letters = LetterOrder.Permuted, Wordings = 2 };

        var prompts = protocol.Ask(Item).ToList();

        prompts.Should().HaveCount(8).And.HaveCount(protocol.PromptsFor(Item));
        foreach (var question in new[] { "Q1", "Q2" })
        {
            var shown = prompts.Where(prompt => prompt.Text.Contains(question, StringComparison.Ordinal)).Select(Shown);
            shown.Should().Equal("wxyz", "xyzw", "yzwx", "zwxy");
        }
    }

    // The model finds the right option y a little better than the others, and likes the letter A much better than any.
    [Theory]
    [InlineData(LetterOrder.Fixed, 0)]
    [InlineData(LetterOrder.Permuted, 2)]
    public void A_liking_for_a_letter_cancels_out_over_all_orders(LetterOrder letters, int expected)
    {
        var protocol = new Protocol(Scoring.Letter, PromptWrapping.None) { Letters = letters };
        double[] liking = [-1, -9, -9, -9];
        var answers = protocol.Ask(Item).Select(prompt =>
            Scored([.. Shown(prompt).Select((option, place) => liking[place] - (option == 'y' ? 0 : 0.5))]));

        var answer = protocol.Combine(Item, [.. answers]);

        answer.Choice.Should().Be(expected);
        if (letters == LetterOrder.Permuted)
        {
            // The mean liking is -7 for each option.
            answer.Scores.Should().Equal(-7.5, -7.5, -7, -7.5);
            answer.LogProbabilities.Should().Equal(-7.5, -7.5, -7, -7.5);
        }
    }

    [Fact]
    public void What_could_not_be_scored_once_is_invalid_and_leaves_the_other_wordings_their_choice()
    {
        var protocol = new Protocol(Scoring.Letter, PromptWrapping.None) { Wordings = 3 };

        var answer = protocol.Combine(Item, [Scored(-1, -4, -2, -9), Answer.Invalid, Scored(-2, -2, -1, -9)]);

        answer.Choice.Should().BeNull();
        answer.Wordings.Should().Equal(0, null, 2);
    }

    [Fact]
    public void Wordings_are_averaged_and_each_one_s_choice_is_kept()
    {
        var protocol = new Protocol(Scoring.Likelihood, PromptWrapping.None) { Wordings = 3 };

        var answer = protocol.Combine(Item, [Scored(-1, -4, -2, -9), Scored(-6, -3, -2, -9), Scored(-2, -2, -5, -9)]);

        answer.Wordings.Should().Equal(0, 2, 0);
        answer.Scores.Should().Equal(-3, -3, -3, -9);
        answer.Choice.Should().Be(0, "the first of equals");
    }

    [Fact]
    public void One_wording_under_one_order_is_the_answer_itself()
    {
        var given = Answer.Invalid with { UnofferedLetter = 'E' };

        new Protocol(Scoring.Letter, PromptWrapping.None).Combine(Item, [given]).Should().BeSameAs(given);
    }

    [Fact]
    public void Answers_without_scores_cannot_be_averaged() =>
        FluentActions.Invoking(() => new Protocol(Scoring.Letter, PromptWrapping.None) { Wordings = 2 }.Combine(Item, [new(0), new(0)]))
            .Should().Throw<InvalidOperationException>().WithMessage("item 'i' was asked 2 times, but*no scores*");

    [Fact]
    public async Task A_measurement_says_how_items_were_put()
    {
        var set = new ProbeSet("s", 1, new Dictionary<Language, IReadOnlyList<ProbeItem>>
        {
            [Language.Pivot] = [Item, Item with { Id = "j", Gold = 0 }],
        });
        var protocol = new Protocol(Scoring.Letter, PromptWrapping.None) { Letters = LetterOrder.Permuted, Wordings = 3 };

        // Right in the first and third wording, w in the second; A above all.
        var answerer = new FakeAnswerer(prompt => Scored([.. Shown(prompt).Select((option, place) =>
            (place == 0 ? -1.0 : -9) - (option == (prompt.Text.Contains("Q2", StringComparison.Ordinal) ? 'w' : 'y') ? 0 : 0.5))]));

        var measurement = await Measurer.MeasureAsync(set, set.Languages, answerer, protocol, null, CancellationToken.None);

        (measurement.Fingerprint.Letters, measurement.Fingerprint.Wordings).Should().Be((LetterOrder.Permuted, 3));
        var cell = measurement.Languages.Single();
        cell.Answers.Select(answer => answer.Choice).Should().Equal(2, 2);
        cell.WordingAccuracies.Should().Equal(0.5, 0.5, 0.5);
        cell.Answers[0].Wordings.Should().Equal(2, 0, 2);
        answerer.Asked.Should().HaveCount(24);
    }

    private static string Shown(Prompt prompt) => string.Concat(prompt.Text.Split('\n')[^5..^1].Select(line => line[^1]));

    private static Answer Scored(params double[] scores) => Answer.Best([.. scores]) with { LogProbabilities = [.. scores] };
}
