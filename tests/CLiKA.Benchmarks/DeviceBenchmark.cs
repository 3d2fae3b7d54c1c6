using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>How near the answerer comes to a device's own rate.</summary>
/// <param name="device">The device.</param>
/// <param name="steps">The steps that are taken.</param>
internal sealed class DeviceBenchmark(DeviceRequest device, DeviceSteps steps)
{
    private const int Shared = 60;
    private const int Own = 40;

    // So many rows that no product is short of work: the rate to be held against is the device's best.
    private const int Tokens = 8192;

    // With each budget; all are asked with the fastest.
    private const int Some = 1000;

    private static readonly int[] Budgets = [BatchLimits.Cpu.Tokens, 4096, BatchLimits.Cuda.Tokens, 65_536];

    private readonly int _threads = Environment.ProcessorCount;

    /// <summary>Measures.</summary>
    /// <param name="layers">Layers of the model.</param>
    /// <param name="width">Its width.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="count">How many prompts it is asked.</param>
    public void Run(int layers, int width, int vocabulary, int count)
    {
        steps.Say($"{layers} layers, width {width}, vocabulary {vocabulary}, 16 bits; {count} prompts");
        steps.Try("how fast it is", () => Hold(layers, width, vocabulary, PromptSet.Of(count, Shared, Own)));
    }

    private void Hold(int layers, int width, int vocabulary, Prompt[] prompts)
    {
        using var model = new BenchmarkModel(layers, width, vocabulary, WeightType.Float16Compute, new RepeatedWeights());
        steps.Say($"  written");
        double alone;
        using (var products = new ProductClock(model.Configuration, Tokens, Tokens / Own, device, WeightType.Float16Compute, _threads))
        {
            alone = products.Seconds();
            steps.Say($"  the products of {Tokens} own tokens, alone: {alone * 1000:0.0} ms, {products.Operations / alone / 1e12:0.00} TFLOP/s");
        }

        // One session for all: a model of this size takes long to load.
        var folder = ModelFolder.Open(model.Folder);
        using var open = SessionOpener.Open(folder.GraphPath, device, _threads);
        var graph = GraphReader.Read(folder.GraphPath, open, folder.Configuration);
        steps.Say($"  loaded: {open.Device}; {graph.Plan}");
        IReadOnlyList<Answer>? first = null;
        var fastest = Budgets.MaxBy(budget => Rate(budget, Some));
        Rate(fastest, prompts.Length);

        // The first asks for memory that the others have.
        double Rate(int budget, int most)
        {
            Ask(budget, prompts[..Math.Min(prompts.Length, 2 * budget / Own)]);
            IReadOnlyList<Answer> answers = [];
            var asked = Math.Min(prompts.Length, most);
            var seconds = Rounds.Time(() => answers = Ask(budget, prompts[..asked]));
            first ??= answers;
            var alike = first.Zip(answers).Count(pair => pair.First.ChoosesAs(pair.Second));
            var times = seconds * Tokens / (alone * asked * Own);
            steps.Say($"  at most {budget} tokens a batch, {asked} prompts: {seconds:0.0} s, {asked / seconds:0.0} a second");
            steps.Say($"    {times:0.00} times as long as their products alone; of {first.Count} answers, {alike} as with {Budgets[0]}");
            return asked / seconds;
        }

        IReadOnlyList<Answer> Ask(int budget, Prompt[] some) =>
            new OptionScorer(folder, graph, new() { Threads = _threads, TokenBudget = budget }).Score(some, Scoring.Letter, null, CancellationToken.None);
    }
}
