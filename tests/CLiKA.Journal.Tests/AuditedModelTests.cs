using System.Collections.Immutable;
using CLiKA.Answers;

namespace CLiKA.Journal.Tests;

public sealed class AuditedModelTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly AnswerJournal _journal;

    public AuditedModelTests() => _journal = AnswerJournal.Open(Path.Combine(_folder.Path, "journal.db"));

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_sample_of_what_is_known_is_asked_and_the_same_answers_are_found_the_same()
    {
        await KeepAsync(300);
        var model = new RuleModel();

        (await AuditAsync(model, 400, sample: 25, seed: 1)).Should().Be(new Comparison(400, 300, 25, 0, 0));

        var again = new RuleModel();
        await AuditAsync(again, 400, sample: 25, seed: 1);
        var other = new RuleModel();
        await AuditAsync(other, 400, sample: 25, seed: 2);
        model.Asked.Should().HaveCount(25).And.Equal(again.Asked).And.NotEqual(other.Asked);
    }

    [Fact]
    public async Task A_model_that_returns_too_few_answers_has_not_been_compared()
    {
        await KeepAsync(10);

        await FluentActions.Awaiting(() => AuditAsync(new RuleModel { Withheld = 1 }, 10, sample: 5, seed: 1)).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("5 questions were asked, but 4 answers came back.");
    }

    [Fact]
    public async Task An_answer_that_differs_in_its_last_bit_is_found()
    {
        await KeepAsync(10);
        var model = new RuleModel
        {
            Rule = prompt => RuleModel.AnswerTo(prompt, "model") is var answer && prompt.ItemId == "item-3"
                ? answer with { LogProbabilities = answer.LogProbabilities.SetItem(1, Math.BitDecrement(answer.LogProbabilities[1])) }
                : answer,
        };

        (await AuditAsync(model, 10, sample: 20, seed: 1)).Should().Be(new Comparison(10, 10, 10, 1, 0));
    }

    // What may differ where other questions run beside one, and changes places of options that lie no further apart.
    [Theory]
    [InlineData(0.002, 0.001, 0, 10)]
    [InlineData(0.002, 0.003, 10, 0)]
    [InlineData(0.0, 0.001, 10, 0)]
    public async Task Last_digits_that_a_model_does_not_promise_are_told_from_other_answers(
        double tolerance, double change, int differing, int rounded)
    {
        await KeepAsync(10);
        var model = new RuleModel
        {
            Tolerance = tolerance,
            Rule = prompt =>
            {
                ImmutableArray<double> moved = [.. RuleModel.AnswerTo(prompt, "model").LogProbabilities.Select(value => value - change)];
                return Answer.Best(moved) with { LogProbabilities = moved };
            },
        };

        (await AuditAsync(model, 10, sample: 20, seed: 1)).Should().Be(new Comparison(10, 10, 10, differing, rounded));
    }

    [Fact]
    public async Task A_model_of_which_nothing_is_known_is_asked_nothing_and_gets_no_book()
    {
        var model = new RuleModel();

        (await AuditAsync(model, 10, sample: 5, seed: 1)).Should().Be(new Comparison(10, 0, 0, 0, 0));

        model.Asked.Should().BeEmpty();
        _journal.Books().Should().BeEmpty();
    }

    [Fact]
    public async Task Words_are_compared_too()
    {
        string[] texts = ["one", "two", "three"];
        using (var journaled = new JournaledModel(new RuleModel(), _journal, "here"))
        {
            await journaled.GenerateAsync(texts, new(4), null, CancellationToken.None);
        }

        var sum = default(Comparison);
        using var audited = new AuditedModel(new RuleModel(), _journal, 2, new(1), comparison => sum += comparison);
        await audited.GenerateAsync(texts, new(4), null, CancellationToken.None);
        await audited.GenerateAsync(texts, new(5), null, CancellationToken.None);

        sum.Should().Be(new Comparison(6, 3, 2, 0, 0));
    }

    [Fact]
    public async Task Books_are_listed_and_removed_with_their_answers()
    {
        await KeepAsync(20);
        using (var other = new JournaledModel(new RuleModel("other"), _journal, "there"))
        {
            await other.AnswerAsync(RuleModel.Prompts(30), Scoring.Letter, null, CancellationToken.None);
        }

        var books = _journal.Books();
        books.Select(book => (book.Name, book.Identity.Model, book.Protocol, book.Answers)).Should().BeEquivalentTo(
            [("here", "model", "likelihood", 20L), ("there", "other", "letter", 30L)]);
        _journal.Check().Should().Be(50);

        _journal.Remove(books.Where(book => book.Name == "here"));

        _journal.Books().Should().ContainSingle().Which.Name.Should().Be("there");
        _journal.Check().Should().Be(30);
    }

    [Fact]
    public async Task A_book_that_is_removed_beside_a_run_is_begun_anew_with_what_is_answered_then()
    {
        var path = _journal.Path;
        var model = new RuleModel
        {
            BeforeSlice = slice =>
            {
                if (slice == 1)
                {
                    using var other = AnswerJournal.OpenExisting(path);
                    other.Remove(other.Books());
                    using var next = new JournaledModel(new RuleModel("next"), other, "next");
                    next.AnswerAsync(RuleModel.Prompts(5), Scoring.Likelihood, null, CancellationToken.None).Wait();
                }
            },
        };
        using var journaled = new JournaledModel(model, _journal, "here");
        var prompts = RuleModel.Prompts(600);

        var answers = await journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        answers.Zip(prompts).Should().OnlyContain(pair => pair.First.Choice == RuleModel.AnswerTo(pair.Second, "model").Choice);
        _journal.Check().Should().Be(600 - model.Slices[0] + 5);
        _journal.Books().Select(book => book.Name).Should().BeEquivalentTo("next", "here");
    }

    private async Task KeepAsync(int count)
    {
        using var journaled = new JournaledModel(new RuleModel(), _journal, "here");
        await journaled.AnswerAsync(RuleModel.Prompts(count), Scoring.Likelihood, null, CancellationToken.None);
    }

    private async Task<Comparison> AuditAsync(RuleModel model, int count, int sample, int seed)
    {
        var sum = default(Comparison);
        using var audited = new AuditedModel(model, _journal, sample, new(seed), comparison => sum += comparison);
        await audited.AnswerAsync(RuleModel.Prompts(count), Scoring.Likelihood, null, CancellationToken.None);
        return sum;
    }
}
