using System.Globalization;
using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;

namespace CLiKA.Benchmarks;

/// <summary>What a model's weights in fewer bits cost and save: space, memory, time, and how far answers move.</summary>
internal static class QuantizedModels
{
    /// <summary>The argument that makes this program measure.</summary>
    public const string Argument = "quantized";

    private const int Shared = 60;
    private const int Own = 40;
    private const int Texts = 8;
    private const int TextLength = 16;

    private static readonly (string Words, WeightType Type, Func<IWeightSource, IWeightSource> Rounded)[] Ways =
    [
        ("32 bits", WeightType.Float32, weights => weights),
        ("16 bits", WeightType.Float16, weights => weights),
        ("8 bits", WeightType.Float32, weights => new RoundedWeights(weights, 8)),
        ("4 bits", WeightType.Float32, weights => new RoundedWeights(weights, 4)),
        ("8 bits, what goes in too", WeightType.Float32, weights => new RoundedInputs(new RoundedWeights(weights, 8))),
        ("4 bits, what goes in 8", WeightType.Float32, weights => new RoundedInputs(new RoundedWeights(weights, 4))),
    ];

    /// <summary>Measures models of one shape, the first beside all others, and all beside the published script's way to ask the first.</summary>
    public static void Run(int layers, int width, int vocabulary, int count)
    {
        var threads = Environment.ProcessorCount;
        var prompts = PromptSet.Of(count, Shared, Own);
        var texts = PromptSet.Of(Texts, Shared, Own).Select(prompt => prompt.Text).ToList();
        using var shape = new BenchmarkModel(layers, width, vocabulary);
        shape.WriteForPeers();
        using var naive = new NaiveScorer(shape, threads);
        var models = Ways.Select(way => new BenchmarkModel(
            layers, width, vocabulary, way.Type, way.Rounded(new ArrayWeights(BenchmarkModel.RandomWeights(shape.Configuration))))).ToList();
        var answerers = models.ConvertAll(model => OnnxAnswerer.Load(model.Folder, new() { Device = DeviceRequest.Cpu, Threads = threads }));
        IReadOnlyList<Answer> Answers(OnnxAnswerer answerer) =>
            answerer.AnswerAsync(prompts, Scoring.Letter, null, CancellationToken.None).GetAwaiter().GetResult();
        var timed = Rounds.Run([() => Rounds.Time(() => naive.Answer(prompts)), .. answerers.Select(answerer => (Func<double>)(() => Rounds.Time(() => Answers(answerer))))]);
        var (published, asked) = (timed[0], timed[1..]);
        var continued = Rounds.Run([.. answerers.Select(answerer => (Func<double>)(() => Rounds.Time(
            () => answerer.GenerateAsync(texts, new(TextLength), null, CancellationToken.None).GetAwaiter().GetResult())))]);
        var exact = Answers(answerers[0]);
        foreach (var (index, way) in Ways.Index())
        {
            var others = Answers(answerers[index]);
            var alike = exact.Zip(others).Count(pair => pair.First.Choice == pair.Second.Choice);
            var moved = exact.Zip(others).SelectMany(pair => pair.First.LogProbabilities.Zip(pair.Second.LogProbabilities, (a, b) => Math.Abs(a - b))).ToList();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{way.Words}: {new FileInfo(Path.Combine(models[index].Folder, "model.onnx")).Length / 1e6:0} MB, at most "
                + $"{MemoryProbe.Megabytes(models[index], Shared, Own, threads):0} MB of memory; {alike} of {count} letters alike, "
                + $"log-probabilities moved by {moved.Average():0.0000} on the average, {moved.Max():0.0000} at most"));
            Console.WriteLine($"  times as many prompts as one a run with all logits, of 32 bits: {Rounds.Words(published.Zip(asked[index], (first, other) => first / other))}");
            Console.WriteLine($"  times as many prompts as of 32 bits: {Rounds.Words(asked[0].Zip(asked[index], (first, other) => first / other))}");
            Console.WriteLine($"  times as many tokens continued, {Texts} texts together: {Rounds.Words(continued[0].Zip(continued[index], (first, other) => first / other))}");
        }

        answerers.ForEach(answerer => answerer.Dispose());
        models.ForEach(model => model.Dispose());
    }
}
