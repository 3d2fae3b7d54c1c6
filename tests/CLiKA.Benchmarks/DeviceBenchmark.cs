using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>
/// What a device is worth: whether it answers as the CPU does, and how near the answerer comes to its own rate. On a device that is lent by the
/// minute every step says at once what it found and how long it took, and one that fails is no loss of those behind it.
/// </summary>
/// <param name="device">The device.</param>
internal sealed class DeviceBenchmark(DeviceRequest device)
{
    private const int Shared = 60;
    private const int Own = 40;

    // So many rows that no product is short of work: the rate to be held against is the device's best.
    private const int Tokens = 8192;

    // What is asked first: an estimate, where there is no time for all.
    private const int Some = 1000;

    private static readonly int[] Budgets = [new OnnxAnswererOptions().TokenBudget, 4096, 16_384];

    private static readonly (int Layers, int Width, int Vocabulary, int Count)[] Small = [(4, 256, 4096, 200), (12, 768, 32_000, 50)];

    private readonly int _threads = Environment.ProcessorCount;
    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Measures.</summary>
    /// <param name="layers">Layers of the large model.</param>
    /// <param name="width">Its width.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="count">How many prompts it is asked.</param>
    /// <returns>Whether every step could be taken.</returns>
    public bool Run(int layers, int width, int vocabulary, int count)
    {
        var isWhole = true;
        foreach (var model in Small)
        {
            Say($"{model.Layers} layers, width {model.Width}, vocabulary {model.Vocabulary}; {model.Count} prompts");
            var prompts = PromptSet.Of(model.Count, Shared, Own);
            isWhole &= Try(() => Agree(model.Layers, model.Width, model.Vocabulary, prompts));
        }

        Say($"{layers} layers, width {width}, vocabulary {vocabulary}, 16 bits; {count} prompts");
        return Try(() => Hold(layers, width, vocabulary, PromptSet.Of(count, Shared, Own))) && isWhole;
    }

    private void Agree(int layers, int width, int vocabulary, Prompt[] prompts)
    {
        Answer[] expected;
        using (var model = new BenchmarkModel(layers, width, vocabulary, WeightType.Float32, new RepeatedWeights()))
        {
            expected = Answers(model, DeviceRequest.Cpu, prompts);
            Show("32 bits", expected, Answers(model, device, prompts));
        }

        using var half = new BenchmarkModel(layers, width, vocabulary, WeightType.Float16Compute, new RepeatedWeights());
        Show("16 bits", expected, Answers(half, device, prompts));
    }

    private void Hold(int layers, int width, int vocabulary, Prompt[] prompts)
    {
        using var model = new BenchmarkModel(layers, width, vocabulary, WeightType.Float16Compute, new RepeatedWeights());
        Say($"  written");
        double alone;
        using (var products = new ProductClock(model.Configuration, Tokens, Tokens / Own, device, WeightType.Float16Compute, _threads))
        {
            alone = products.Seconds();
            Say($"  the products of {Tokens} own tokens, alone: {alone * 1000:0.0} ms, {products.Operations / alone / 1e12:0.00} TFLOP/s");
        }

        // One session for all: a model of this size takes long to load.
        var folder = ModelFolder.Open(model.Folder);
        using var open = SessionOpener.Open(folder.GraphPath, device, _threads);
        var graph = GraphReader.Read(folder.GraphPath, open, folder.Configuration);
        if (open.DeviceClass == "cuda")
        {
            PlacementCheck.Run(folder.GraphPath, open, graph, folder.Configuration.VocabularySize);
        }

        Say($"  loaded: {open.Device}; {graph.Plan}");
        foreach (var budget in Budgets)
        {
            // The first asks for memory that the others have.
            Ask(prompts[..Math.Min(prompts.Length, 2 * budget / Own)]);
            foreach (var asked in new[] { Some, prompts.Length }.Where(asked => asked <= prompts.Length).Distinct())
            {
                var seconds = Rounds.Time(() => Ask(prompts[..asked]));
                var times = seconds * Tokens / (alone * asked * Own);
                Say($"  at most {budget} tokens a batch, {asked} prompts: {asked / seconds:0.0} a second, {times:0.00} times as long as their products alone");
            }

            void Ask(Prompt[] some) =>
                new OptionScorer(folder, graph, new() { Threads = _threads, TokenBudget = budget }).Score(some, Scoring.Letter, null, CancellationToken.None);
        }
    }

    private Answer[] Answers(BenchmarkModel model, DeviceRequest where, Prompt[] prompts)
    {
        using var answerer = OnnxAnswerer.Load(model.Folder, new() { Device = where, Threads = _threads });
        return [.. answerer.AnswerAsync(prompts, Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult()];
    }

    private void Show(string what, Answer[] expected, Answer[] actual)
    {
        var alike = expected.Zip(actual).Count(pair => pair.First.ChoosesAs(pair.Second));
        var margins = expected.Zip(actual).Where(pair => !pair.First.ChoosesAs(pair.Second)).Select(pair => pair.First.Margin ?? 0).DefaultIfEmpty();
        var moved = expected.Zip(actual)
            .Max(pair => pair.First.LogProbabilities.Zip(pair.Second.LogProbabilities, (one, other) => Math.Abs(one - other)).Max());
        Say($"  {what}: {alike} of {expected.Length} answers as the CPU's in 32 bits (largest margin of another: {margins.Max():0.00000})");
        Say($"    log-probabilities moved by {moved:0.0e0} at most");
    }

    private bool Try(Action step)
    {
        try
        {
            step();
            return true;
        }
        catch (Exception error)
        {
            Say($"  failed: {error.Message}");
            return false;
        }
    }

    private void Say(FormattableString text) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{_clock.Elapsed.TotalSeconds,6:0.0} s  {text.ToString(CultureInfo.InvariantCulture)}"));
}
