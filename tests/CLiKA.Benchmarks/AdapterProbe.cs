using System.Diagnostics;
using System.Globalization;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;

namespace CLiKA.Benchmarks;

/// <summary>What adapters beside one loaded model cost: memory that is the process's own (Linux says which), and time to load.</summary>
internal static class AdapterProbe
{
    /// <summary>The argument that makes this program measure.</summary>
    public const string Argument = "adapters";

    private const int Rank = 16;

    /// <summary>Writes a model of 12 layers, width 768, and measures it in a process of its own.</summary>
    /// <param name="type">How its weights are stored.</param>
    /// <param name="isTied">Whether its embeddings are also what makes logits.</param>
    /// <param name="count">How many adapters.</param>
    public static void Run(WeightType type, bool isTied, int count)
    {
        using var model = new BenchmarkModel(12, 768, 32_000, type, isTied: isTied, lora: LoraProjections.Usual);
        for (var seed = 0; seed < count; seed++)
        {
            Write(model, seed, type);
        }

        using var process = Process.Start("dotnet", [typeof(AdapterProbe).Assembly.Location, Argument, model.Folder, $"{count}"]);
        process.WaitForExit();
    }

    /// <summary>What the process of its own does: the model alone, then one adapter more at a time, each asked once.</summary>
    public static void Load(string folder, int count)
    {
        var clock = Stopwatch.StartNew();
        using var alone = OnnxAnswerer.Load(folder, new() { Device = DeviceRequest.Cpu });
        Show("alone", alone);
        var adapted = new List<OnnxAnswerer>();
        for (var seed = 0; seed < count; seed++)
        {
            clock.Restart();
            adapted.Add(alone.With(PathOf(folder, seed)));
            Show($"{seed + 1} beside it", adapted[^1]);
        }

        adapted.ForEach(answerer => answerer.Dispose());

        void Show(string what, OnnxAnswerer answerer)
        {
            var seconds = clock.Elapsed.TotalSeconds;
            answerer.AnswerAsync(PromptSet.Of(10, 60, 40), Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult();
            GC.Collect();
            var own = File.ReadLines("/proc/self/status").First(line => line.StartsWith("RssAnon", StringComparison.Ordinal)).Split(':')[1].Trim();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what}: loaded in {seconds:0.0} s, {own} of its own"));
        }
    }

    /// <summary>Writes an adapter of random numbers into a model's folder.</summary>
    public static void Write(BenchmarkModel model, int seed, WeightType type) =>
        OnnxAdapterFile.Write(PathOf(model.Folder, seed), AdapterOf(model.Configuration, seed), type);

    private static string PathOf(string folder, int seed) => Path.Combine(folder, $"a{seed}{OnnxAdapterFile.Extension}");

    private static LoraAdapter AdapterOf(DecoderConfiguration model, int seed)
    {
        var random = new Random(seed);
        var width = model.HiddenSize;
        return new(Rank, Rank, [.. Enumerable.Range(0, model.Layers).SelectMany(layer => LoraProjections.Usual.Select(name => new LoraModule(
            $"model.layers.{layer}.self_attn.{name}", width, width, Values(), Values())))]);

        float[] Values() => [.. Enumerable.Range(0, Rank * width).Select(_ => (random.NextSingle() - 0.5f) / 10)];
    }
}
