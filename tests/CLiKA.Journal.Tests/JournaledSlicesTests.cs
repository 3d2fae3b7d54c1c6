using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Prompts;

namespace CLiKA.Journal.Tests;

/// <summary>Questions are asked in slices, each of which is kept before the next is asked.</summary>
public sealed class JournaledSlicesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "journal.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task What_was_answered_before_a_fault_is_kept()
    {
        var prompts = RuleModel.Prompts(1000);
        var failing = new RuleModel { BeforeSlice = FailAtThird };
        await FluentActions.Awaiting(() => AskAsync(failing, prompts)).Should().ThrowAsync<IOException>();
        var model = new RuleModel();

        var answers = await AskAsync(model, prompts);

        answers.Select(RuleModel.Exactly).Should().Equal(prompts.Select(prompt => RuleModel.Exactly(RuleModel.AnswerTo(prompt, "model"))));
        failing.Slices.Should().HaveCount(2);
        model.Asked.Should().HaveCount(1000 - failing.Asked.Count).And.NotIntersectWith(failing.Asked);
    }

    [Fact]
    public async Task A_run_that_goes_on_asks_the_slices_that_were_left()
    {
        var prompts = RuleModel.Prompts(1000);
        var undisturbed = new RuleModel("undisturbed");
        await AskAsync(undisturbed, prompts);
        var first = new RuleModel { BeforeSlice = FailAtThird };
        await FluentActions.Awaiting(() => AskAsync(first, prompts)).Should().ThrowAsync<IOException>();
        var second = new RuleModel();
        await AskAsync(second, prompts);

        first.Slices.Concat(second.Slices).Should().Equal(undisturbed.Slices);
        first.Asked.Concat(second.Asked).Should().Equal(undisturbed.Asked);
    }

    // Otherwise the time left would be estimated from short questions alone.
    [Fact]
    public async Task The_shortest_and_the_longest_questions_come_first()
    {
        var prompts = RuleModel.Prompts(4 * 256);
        var model = new RuleModel();

        await AskAsync(model, prompts);

        var length = prompts.ToDictionary(prompt => prompt.ItemId, prompt => prompt.Text.Length + prompt.Continuations.Sum(option => option.Length));
        var slices = model.Asked.Select(item => length[item]).Chunk(256).ToList();
        slices[0].Max().Should().BeLessThanOrEqualTo(slices[2].Min());
        slices[2].Max().Should().BeLessThanOrEqualTo(slices[3].Min());
        slices[3].Max().Should().BeLessThanOrEqualTo(slices[1].Min());
        slices[0].Min().Should().BeLessThan(slices[1].Min());
    }

    [Theory]
    [InlineData(50_000, 0)]
    [InlineData(0, 50_000)]
    public async Task Long_questions_and_long_options_make_small_slices(int question, int option)
    {
        var prompts = RuleModel.Prompts(8).ConvertAll(prompt => prompt with
        {
            Text = new string('x', question) + prompt.Text,
            Continuations = prompt.Continuations.Add(new string('x', option)),
        });
        var model = new RuleModel();

        await AskAsync(model, prompts);

        model.Slices.Should().Equal(2, 2, 2, 2);
    }

    [Fact]
    public async Task What_another_process_commits_meanwhile_is_not_asked()
    {
        var prompts = RuleModel.Prompts(1000);
        var other = new RuleModel();
        var model = new RuleModel
        {
            BeforeSlice = slice =>
            {
                if (slice == 0)
                {
                    AskAsync(other, prompts).GetAwaiter().GetResult();
                }
            },
        };

        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(model, journal, "here");
        var answers = await journaled.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);

        answers.Should().HaveCount(1000);
        var asked = model.Slices.Should().ContainSingle("the other process answered the rest while the first slice was asked").Subject;
        (journaled.Journal.Asked, journaled.Journal.Known).Should().Be((asked, 1000 - asked));
    }

    [Fact]
    public async Task Several_processes_write_at_a_time()
    {
        var all = RuleModel.Prompts(3000);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(part => Task.Run(
            () => AskAsync(new RuleModel(), all.GetRange(part * 400, 1000)))));

        var model = new RuleModel();
        (await AskAsync(model, all)).Select(RuleModel.Exactly).Should().Equal(all.Select(prompt => RuleModel.Exactly(RuleModel.AnswerTo(prompt, "model"))));
        model.Asked.Should().BeEmpty();
    }

    [Fact]
    public async Task Progress_counts_what_is_known_and_what_is_asked()
    {
        var prompts = RuleModel.Prompts(600);
        await AskAsync(new RuleModel(), prompts[..100]);
        var reports = new List<int>();
        using var journal = AnswerJournal.Open(File);
        using var journaled = new JournaledModel(new RuleModel(), journal, "here");

        await journaled.AnswerAsync(prompts, Scoring.Likelihood, new CallbackProgress<int>(reports.Add), CancellationToken.None);

        reports.Should().Equal(100, 356, 600);
    }

    private Task<IReadOnlyList<Answer>> AskAsync(RuleModel model, IReadOnlyList<Prompt> prompts) => model.AskBehindAsync(File, prompts);

    private static void FailAtThird(int slice)
    {
        if (slice == 2)
        {
            throw new IOException("gone");
        }
    }
}
