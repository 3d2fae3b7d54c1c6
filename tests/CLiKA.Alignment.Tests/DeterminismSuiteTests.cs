using CLiKA.Answers;
using CLiKA.Configuration;
using CLiKA.Journal;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Probes;
using CLiKA.Prompts;
using CLiKA.Runs;
using Protocol = CLiKA.Measurements.Protocol;

namespace CLiKA.Alignment.Tests;

/// <summary>The row of the suite that asks a tenth again.</summary>
public sealed class DeterminismSuiteTests : IDisposable
{
    private readonly SuiteWorkspace _workspace = new();

    public void Dispose() => _workspace.Dispose();

    [Fact]
    public async Task It_asks_the_model_again_and_shows_how_near_the_options_lay()
    {
        await _workspace.KnowAnswersAsync();
        var result = await _workspace.RunAsync("--filter FullyQualifiedName~Repeats --logger trx --results-directory .");

        result.ExitCode.Should().Be(0, result.Output);

        // Of 312 items 32 in each of ten languages.
        result.Output.Should().MatchRegex(
            @"Repeatability: none of 320 answers changed when asked again with 64 tokens a batch and \d+ threads? \(smallest margin between the two likeliest options 0\.\d+; "
            + @"log-probabilities moved by at most 0\.0\)\.");
        (await File.ReadAllTextAsync(Directory.GetFiles(_workspace.Root, "*.trx").Single())).Should().Contain("testName=\"Repeats(micro-base)\"");
    }

    // A journal that was spoilt, or whose key lacks something that decides an answer: each answer that it gives for the model is right, so that
    // nothing regressed.
    [Fact]
    public async Task Answers_of_the_journal_that_the_model_does_not_give_are_red_though_nothing_regressed()
    {
        await KeepRightAnswersAsync();

        var result = await _workspace.RunAsync();

        result.ExitCode.Should().NotBe(0);
        result.Output.Should().Contain("0 questions asked, 3,120 answers reused from the journal").And.Contain("0 regressed");
        result.Output.Should().MatchRegex(@"Failed (with .*)?Repeats\(micro-base\)").And.MatchRegex("Failed: +1,");
        result.Output.Should().MatchRegex(@"micro-base: \d+ of 320 answers changed when asked again with .* Rounding does not explain \d+ of them \(a log-probability may move by 0\)\.")
            .And.Contain("\nNext: find out why answers change when asked again, before anything is accepted. With CLIKA_FRESH=1, none comes from the journal.\n");
        (await File.ReadAllTextAsync(Path.Combine(_workspace.ArtifactsFolder, "summary.md"))).Should().StartWith("**Alignment: not comparable.**");
    }

    private async Task KeepRightAnswersAsync()
    {
        var model = new ModelEntry("micro-base", _workspace.ModelFolder, "cpu", new Protocol(Scoring.Likelihood, PromptWrapping.None));
        using var real = OnnxAnswerer.Load(model.Folder, new() { Device = DeviceRequest.Cpu });
        using var journal = AnswerJournal.Open(_workspace.JournalFile);
        var set = ProbeSetReader.Read(_workspace.ProbeSetFolder);
        var gold = set.In(set.Languages[0]).ToDictionary(item => item.Id, item => item.Gold);
        using var kept = new JournaledModel(new RightModel(real.Identity, prompt => gold[prompt.ItemId]), journal, model.Place);
        await ModelRun.MeasureAsync(model, [new ProbeSetEntry("geo", _workspace.ProbeSetFolder)], kept, progress: null, CancellationToken.None);
    }

    /// <summary>Says that it is another model, and answers everything right.</summary>
    private sealed class RightModel(AnswererIdentity identity, Func<Prompt, int> gold) : IModel
    {
        public string DeviceClass => identity.DeviceClass;

        public string Device => "a test";

        public AnswererIdentity? Identity => identity;

        public void Check(IReadOnlyList<Prompt> prompts, Scoring scoring)
        {
        }

        public Task<IReadOnlyList<Answer>> AnswerAsync(
            IReadOnlyList<Prompt> prompts, Scoring scoring, IProgress<int>? progress, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<Answer>>([.. prompts.Select(Right)]);

        public Task<IReadOnlyList<string>> GenerateAsync(
            IReadOnlyList<string> prompts, GenerationOptions options, IProgress<int>? progress, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public IModel OpenTaught(string place) => throw new NotSupportedException();

        public void Dispose()
        {
        }

        private Answer Right(Prompt prompt)
        {
            double[] scores = [.. prompt.Continuations.Select((_, option) => option == gold(prompt) ? -1.0 : -5)];
            return Answer.Best([.. scores]) with { LogProbabilities = [.. scores] };
        }
    }
}
