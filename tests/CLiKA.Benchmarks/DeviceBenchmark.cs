using System.Globalization;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>What a device is worth: whether it answers as the CPU does, and how near the answerer comes to its own rate.</summary>
/// <param name="device">The device.</param>
internal sealed class DeviceBenchmark(DeviceRequest device)
{
    private const int Shared = 60;
    private const int Own = 40;

    // So many rows that no product is short of work: the rate to be held against is the device's best.
    private const int Tokens = 8192;

    private static readonly int[] Budgets = [new OnnxAnswererOptions().TokenBudget, 4096, 16_384];

    private static readonly (int Layers, int Width, int Vocabulary, int Count)[] Small = [(4, 256, 4096, 200), (12, 768, 32_000, 50)];

    private readonly int _threads = Environment.ProcessorCount;

    /// <summary>Measures.</summary>
    /// <param name="layers">Layers of the large model.</param>
    /// <param name="width">Its width.</param>
    /// <param name="vocabulary">Its vocabulary.</param>
    /// <param name="count">How many prompts it is asked.</param>
    public void Run(int layers, int width, int vocabulary, int count)
    {
        foreach (var model in Small)
        {
            Console.WriteLine($"\n{model.Layers} layers, width {model.Width}, vocabulary {model.Vocabulary}; {model.Count} prompts");
            Agree(model.Layers, model.Width, model.Vocabulary, PromptSet.Of(model.Count, Shared, Own));
        }

        Console.WriteLine($"\n{layers} layers, width {width}, vocabulary {vocabulary}, 16 bits; {count} prompts");
        Hold(layers, width, vocabulary, PromptSet.Of(count, Shared, Own));
    }

    private void Agree(int layers, int width, int vocabulary, Prompt[] prompts)
    {
        using var model = new BenchmarkModel(layers, width, vocabulary, WeightType.Float32, new RepeatedWeights());
        var expected = Answers(model, DeviceRequest.Cpu, prompts);
        Show("32 bits", expected, Answers(model, device, prompts));
        using var half = new BenchmarkModel(layers, width, vocabulary, WeightType.Float16Compute, new RepeatedWeights());
        Show("16 bits", expected, Answers(half, device, prompts));
    }

    private void Hold(int layers, int width, int vocabulary, Prompt[] prompts)
    {
        using var model = new BenchmarkModel(layers, width, vocabulary, WeightType.Float16Compute, new RepeatedWeights());
        using var products = new ProductClock(model.Configuration, Tokens, Tokens / Own, device, WeightType.Float16Compute, _threads);
        var needed = products.Seconds() * prompts.Length * Own / Tokens;
        foreach (var budget in Budgets)
        {
            using var answerer = Load(model, device, budget);
            Ask(answerer, prompts[..Math.Min(prompts.Length, 2 * budget / Own)]);
            var seconds = Rounds.Time(() => Ask(answerer, prompts));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {answerer.Device}, at most {budget} tokens a batch: {prompts.Length / seconds:0.0} prompts a second; "
                + $"{seconds / needed:0.00} times as long as the needed products take alone"));
        }
    }

    private Answer[] Answers(BenchmarkModel model, DeviceRequest where, Prompt[] prompts)
    {
        using var answerer = Load(model, where, Budgets[0]);
        return Ask(answerer, prompts);
    }

    private static Answer[] Ask(OnnxAnswerer answerer, Prompt[] prompts) =>
        [.. answerer.AnswerAsync(prompts, Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult()];

    private static void Show(string what, Answer[] expected, Answer[] actual)
    {
        var alike = expected.Zip(actual).Count(pair => pair.First.ChoosesAs(pair.Second));
        var margins = expected.Zip(actual).Where(pair => !pair.First.ChoosesAs(pair.Second)).Select(pair => pair.First.Margin ?? 0).DefaultIfEmpty();
        var moved = expected.Zip(actual)
            .Max(pair => pair.First.LogProbabilities.Zip(pair.Second.LogProbabilities, (one, other) => Math.Abs(one - other)).Max());
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {what}: {alike} of {expected.Length} answers as the CPU's in 32 bits (largest margin of another: {margins.Max():0.00000}); "
            + $"log-probabilities moved by {moved:0.0e0} at most"));
    }

    private OnnxAnswerer Load(BenchmarkModel model, DeviceRequest where, int budget) =>
        OnnxAnswerer.Load(model.Folder, new() { Device = where, Threads = _threads, TokenBudget = budget });
}
