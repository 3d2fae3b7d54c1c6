using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Probes;
using CLiKA.Prompts;

namespace CLiKA.Alignment.Tests;

/// <summary>The embedded model answers the same, to the last bit, however it is asked.</summary>
public sealed class AnswererInvarianceTests
{
    private static readonly Lazy<Task<IReadOnlyList<Answer>>> Reference = new(() => AskAsync(Prompts(), new OnnxAnswererOptions { Threads = 2 }));

    [Theory]
    [InlineData(1, 2)]
    [InlineData(64, 2)]
    [InlineData(64, 1)]
    [InlineData(null, 1)]
    public async Task Batches_and_threads_change_nothing(int? batchSize, int threads)
    {
        var answers = await AskAsync(Prompts(), new OnnxAnswererOptions { BatchSize = batchSize, Threads = threads });

        answers.Select(Exactly).Should().Equal((await Reference.Value).Select(Exactly));
    }

    [Fact]
    public async Task The_order_of_questions_changes_nothing()
    {
        var prompts = Prompts();
        var order = Enumerable.Range(0, prompts.Count).ToArray();
        new Random(1).Shuffle(order);

        var answers = await AskAsync([.. order.Select(index => prompts[index])], new OnnxAnswererOptions());

        var reference = await Reference.Value;
        answers.Select(Exactly).Should().Equal(order.Select(index => Exactly(reference[index])));
    }

    private static List<Prompt> Prompts()
    {
        var set = ProbeSetReader.Read(Repository.ProbeSetFolder("geo"));
        var template = new ClozePromptTemplate(PromptWrapping.None);
        return [.. ((string[])["en", "ar", "ja"]).SelectMany(code => set.In(Language.Parse(code)).Take(60)).Select(item => template.RenderWording(item, 0))];
    }

    private static async Task<IReadOnlyList<Answer>> AskAsync(IReadOnlyList<Prompt> prompts, OnnxAnswererOptions options)
    {
        using var answerer = OnnxAnswerer.Load(Repository.ModelFolder("micro-base"), options with { Device = DeviceRequest.Cpu });
        return await answerer.AnswerAsync(prompts, Scoring.Likelihood, null, CancellationToken.None);
    }

    private static string Exactly(Answer answer) =>
        $"{answer.Choice}: {string.Join(' ', answer.LogProbabilities.Select(BitConverter.DoubleToInt64Bits))}";
}
