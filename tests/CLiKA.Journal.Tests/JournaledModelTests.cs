using CLiKA.Answers;
using CLiKA.Prompts;

namespace CLiKA.Journal.Tests;

public sealed class JournaledModelTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "below", "journal.db");

    public void Dispose() => _folder.Dispose();

    public static TheoryData<Answer> Answers => new()
    {
        Answer.Invalid,
        Answer.Invalid with { UnofferedLetter = 'E' },
        new Answer(2),
        new Answer(1) { LogProbabilities = [-1.25, -0.1, double.NegativeInfinity, -0.0], Scores = [-1.25, -0.1, double.NegativeInfinity, -0.0] },
        new Answer(0) { LogProbabilities = [-1.0, -2.0, -1 / 3.0], Scores = [-1.0 / 3, -2.0 / 7, -1 / 3.0 / 254] },
        new Answer(0) { LogProbabilities = [-1.0, -2.0], Scores = [-1.0 / 300, -2.0 / 7] },
        new Answer(0) { LogProbabilities = [-1.0, -2.0], Scores = [Math.BitIncrement(-0.5), -2.0 / 7] },
        new Answer(1) { Scores = [double.NaN, 0.1, 1e-320] },
        new Answer(300) { LogProbabilities = [.. Enumerable.Range(0, 301).Select(option => -1.0 / (option + 1))] },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_comes_back_to_the_last_bit(Answer answer)
    {
        var prompts = RuleModel.Prompts(1);
        await AskAsync(new RuleModel { Rule = _ => answer }, prompts);

        var known = await AskAsync(new RuleModel { Rule = _ => throw new InvalidOperationException("It was asked.") }, prompts);

        RuleModel.Exactly(known.Single()).Should().Be(RuleModel.Exactly(answer));
    }

    [Fact]
    public async Task What_is_known_is_not_asked_again_and_comes_in_the_order_of_the_questions()
    {
        var prompts = RuleModel.Prompts(700);
        await AskAsync(new RuleModel(), [.. prompts.Where((_, index) => index % 3 == 0)]);
        var model = new RuleModel();

        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(model, journal, "here");
        var answers = await journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        answers.Select(RuleModel.Exactly).Should().Equal(prompts.Select(prompt => RuleModel.Exactly(RuleModel.AnswerTo(prompt, "model"))));
        model.Asked.Should().BeEquivalentTo(prompts.Where((_, index) => index % 3 != 0).Select(prompt => prompt.ItemId));
        journaled.Journal.Should().Be(new JournalUse(File, 466, 234));
    }

    [Theory]
    [InlineData(Asking.Missing, 20)]
    [InlineData(Asking.All, 30)]
    public async Task Prompts_are_checked_before_they_are_asked_and_not_again_when_their_answers_are_known(Asking asking, int expected)
    {
        var prompts = RuleModel.Prompts(30);
        await AskAsync(new RuleModel(), prompts[..10]);
        var model = new RuleModel();

        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(model, journal, "here", asking);
        journaled.Check(prompts, Scoring.Likelihood);
        model.Checked.Should().Equal(prompts.TakeLast(expected).Select(prompt => prompt.ItemId));

        model.Checked.Clear();
        journaled.Check(prompts, Scoring.Letter);
        model.Checked.Should().HaveCount(30, "the answers to other ways of asking are not known");
    }

    [Fact]
    public async Task Words_are_kept_too()
    {
        string[] texts = ["Where is Łódź?", "中国の首都は?", "Where is Łódź?"];
        var model = new RuleModel();

        var asked = await ContinueAsync(model, texts, new(5));
        var known = await ContinueAsync(model, texts, new(5));
        var further = await ContinueAsync(model, texts, new(6));
        var stopped = await ContinueAsync(model, texts, new(5) { Stops = ["\n"] });

        known.Should().Equal(asked).And.HaveCount(3);
        further.Should().NotEqual(asked);
        stopped.Should().HaveCount(3);
        model.Slices.Should().Equal([2, 2, 2], "the same question is asked once, and each way of asking has answers of its own");
    }

    [Fact]
    public async Task Nothing_said_is_an_answer_like_others()
    {
        var model = new RuleModel();

        await ContinueAsync(model, [RuleModel.Silence, "Where?"], new(5));
        var known = await ContinueAsync(model, ["Where?", RuleModel.Silence], new(5));

        known[1].Should().BeEmpty();
        model.Slices.Should().Equal([2], "it was known that nothing is said");
        using var journal = AnswerJournal.Open(File);
        journal.Check().Should().Be(2);
    }

    [Theory]
    [InlineData("model")]
    [InlineData("runtime")]
    [InlineData("device")]
    public async Task Nothing_is_served_for_another(string what)
    {
        var prompts = RuleModel.Prompts(20);
        await AskAsync(new RuleModel(), prompts);
        var identity = new RuleModel().Identity!;
        var other = new RuleModel
        {
            Identity = what switch
            {
                "model" => identity with { Model = "model2" },
                "runtime" => identity with { Runtime = "rules 1.1" },
                _ => identity with { DeviceClass = "cuda" },
            },
        };

        await AskAsync(other, prompts);

        other.Asked.Should().HaveCount(20);
    }

    [Fact]
    public async Task Nothing_is_served_for_another_question_or_way_of_scoring()
    {
        var prompt = RuleModel.Prompts(1)[0];
        await AskAsync(new RuleModel(), [prompt]);
        Prompt[] others =
        [
            prompt with { ItemId = "other" },
            prompt with { Text = prompt.Text + " " },
            prompt with { Continuations = [.. prompt.Continuations.Reverse()] },
            prompt with { Continuations = prompt.Continuations[..3] },
            prompt with { Continuations = [prompt.Continuations[0] + prompt.Continuations[1], .. prompt.Continuations[2..]] },
        ];
        var model = new RuleModel();

        await AskAsync(model, others);
        await AskAsync(model, [prompt], Scoring.LikelihoodPerByte);

        model.Asked.Should().HaveCount(6);
        await AskAsync(model, [prompt]);
        model.Asked.Should().HaveCount(6, "this one is known");
    }

    [Fact]
    public async Task A_taught_model_has_answers_of_its_own_and_is_counted_with_the_model()
    {
        var prompts = RuleModel.Prompts(5);
        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(new RuleModel(), journal, "here");
        await journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        using var taught = journaled.OpenTaught("german");
        var answers = await taught.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        answers.Select(RuleModel.Exactly).Should().Equal(prompts.Select(prompt => RuleModel.Exactly(RuleModel.AnswerTo(prompt, "german"))));
        journaled.Journal.Should().Be(new JournalUse(File, 10, 0));
    }

    [Fact]
    public async Task Asked_afresh_all_is_asked_and_the_new_answers_are_kept()
    {
        var prompts = RuleModel.Prompts(300);
        await AskAsync(new RuleModel { Rule = _ => new Answer(0) }, prompts);
        var model = new RuleModel { Rule = _ => new Answer(1) };

        using (var journal = AnswerJournal.Open(File))
        {
            using var fresh = new JournaledModel(model, journal, "here", Asking.All);
            (await fresh.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None)).Should().OnlyContain(answer => answer.Choice == 1);
        }

        model.Asked.Should().HaveCount(300);
        (await AskAsync(model, prompts)).Should().OnlyContain(answer => answer.Choice == 1);
        model.Asked.Should().HaveCount(300);
    }

    [Fact]
    public async Task Where_nothing_is_to_be_asked_an_answer_that_is_not_known_is_an_error()
    {
        var prompts = RuleModel.Prompts(300);
        await AskAsync(new RuleModel(), prompts[..290]);
        var model = new RuleModel();
        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(model, journal, "here", Asking.None);

        await FluentActions.Awaiting(() => journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None)).Should()
            .ThrowAsync<InvalidInputException>().WithMessage($"{File}: 10 of 300 questions to here (likelihood) have no answer in the journal, *");

        (await journaled.AnswerAsync(prompts[..290], Scoring.Likelihood, null, CancellationToken.None)).Should().HaveCount(290);
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task An_answerer_that_returns_too_few_answers_is_a_fault_and_nothing_of_it_is_kept()
    {
        var prompts = RuleModel.Prompts(10);

        await FluentActions.Awaiting(() => AskAsync(new RuleModel { Withheld = 1 }, prompts)).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("10 questions were asked, but 9 answers came back.");

        var model = new RuleModel();
        await AskAsync(model, prompts);
        model.Asked.Should().HaveCount(10);
    }

    [Fact]
    public async Task An_answered_item_takes_at_most_200_bytes()
    {
        await AskAsync(new RuleModel(), RuleModel.Prompts(5000));

        (new FileInfo(File).Length / 5000.0).Should().BeLessThanOrEqualTo(200);
    }

    [Fact]
    public void A_model_that_cannot_say_what_it_is_is_not_kept()
    {
        using var journal = AnswerJournal.Open(File);

        FluentActions.Invoking(() => new JournaledModel(new RuleModel { Identity = null }, journal, "here")).Should().Throw<ArgumentException>();
    }

    private Task<IReadOnlyList<Answer>> AskAsync(RuleModel model, IReadOnlyList<Prompt> prompts, Scoring scoring = Scoring.Likelihood) =>
        model.AskBehindAsync(File, prompts, scoring);

    private Task<IReadOnlyList<string>> ContinueAsync(RuleModel model, IReadOnlyList<string> texts, GenerationOptions options) =>
        model.ContinueBehindAsync(File, texts, options);
}
