using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Benchmarks;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;

const int Shared = 60;
const int Own = 40;
var threads = Environment.ProcessorCount;
Console.WriteLine($"{threads} threads; {Shared} shared and {Own} own tokens a prompt; median of five rounds (least to most).");

foreach (var (layers, width, vocabulary, count) in new[] { (4, 256, 4096, 200), (12, 768, 32000, 50) })
{
    using var model = new BenchmarkModel(layers, width, vocabulary);
    using var answerer = OnnxAnswerer.Load(model.Folder, new() { Device = DeviceRequest.Cpu, Threads = threads });
    using var naive = new NaiveScorer(model, threads);
    double Ask(Prompt[] prompts) =>
        Rounds.Time(() => answerer.AnswerAsync(prompts, Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult());

    var prompts = PromptSet.Of(count, Shared, Own);
    var same = answerer.AnswerAsync(prompts, Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult()
        .Select(answer => answer.Choice ?? -1).Zip(naive.Answer(prompts)).Count(pair => pair.First == pair.Second);
    Console.WriteLine($"\n{layers} layers, width {width}, vocabulary {vocabulary}; {count} prompts, {same} answered alike by both ways");

    // As the answerer cuts its batches: 1,024 tokens, and never fewer than two positions a row.
    var rows = new OnnxAnswererOptions().TokenBudget / Own;
    using var products = new ProductClock(model.Configuration, rows * Own, 2 * rows, threads);
    var times = Rounds.Run(() => Ask(prompts), () => Rounds.Time(() => naive.Answer(prompts)), products.Seconds);
    Show("prompts a second", times[0].Select(seconds => count / seconds));
    Show("times as many as one by one with all logits", times[1].Zip(times[0], (theirs, ours) => theirs / ours));
    Show("share of the products' own rate", times[2].Zip(times[0], (alone, ours) => alone / rows * count / ours));

    var growth = Rounds.Run(
        () => Ask(prompts),
        () => Ask([.. prompts.Take(count / 2)]),
        () => Ask(PromptSet.Of(count, Shared, 2 * Own)),
        () => Ask(PromptSet.Of(count, 2 * Shared, Own)));
    Show("time for twice as many prompts", growth[0].Zip(growth[1], (twice, once) => twice / once));
    Show("time for twice as many own tokens", growth[2].Zip(growth[0], (twice, once) => twice / once));
    Show("time for a prefix twice as long", growth[3].Zip(growth[0], (twice, once) => twice / once));
}

Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"\npeak memory of the process: {Process.GetCurrentProcess().PeakWorkingSet64 / 1e9:0.0} GB"));

static void Show(string what, IEnumerable<double> values) => Console.WriteLine($"  {what}: {Rounds.Words(values)}");
