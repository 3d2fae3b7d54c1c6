using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Checkpoints;
using CLiKA.Onnx.Files;
using CLiKA.Onnx.Quantization;
using CLiKA.OnnxRuntime;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;
using CLiKA.Prompts;

namespace CLiKA.Benchmarks;

/// <summary>
/// Whether a device says what the CPU says: models of every architecture, with an adapter, with quantized weights, and of other exporters' shape, in
/// 32 and in 16 bits.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="steps">The steps that are taken.</param>
internal sealed class DeviceAgreement(DeviceRequest device, DeviceSteps steps)
{
    // Log-probabilities that move further mean another computation, not another order of sums. With 16 bits, a token near a tie goes through another expert:
    // some may then move far.
    private static readonly Bound Whole = new(2e-3, 2e-3), Half = new(0.5, 0.05), HalfWithExperts = new(double.PositiveInfinity, 0.05);

    private const int Tokens = 12;

    private static readonly (int Layers, int Width, int Vocabulary, int Count)[] Shapes = [(4, 256, 4096, 200), (12, 768, 32_000, 50)];

    // Options of several tokens, so that prompts are read once for all of theirs; no longer than the smallest model can read.
    private static readonly Prompt[] Small = PromptSet.WithOptions(12, 28, 16, 3);

    private readonly int _threads = Environment.ProcessorCount;

    /// <summary>Confirms that the device can be used at all.</summary>
    public void RunOne() => steps.Try("one small model", () =>
    {
        using var model = new BenchmarkModel(1, 64, 256, WeightType.Float32, new RepeatedWeights());
        using var answerer = Load(model.Folder, device);
        steps.Say($"{answerer.Device}");
    });

    /// <summary>Asks every model, or one part of them.</summary>
    /// <param name="part">Which part, from 1.</param>
    /// <param name="parts">How many parts there are: each can be asked by a process of its own.</param>
    public void Run(int part, int parts)
    {
        foreach (var ask in All().Where((_, index) => index % parts == part - 1))
        {
            ask();
        }
    }

    private IEnumerable<Action> All()
    {
        foreach (var (layers, width, vocabulary, count) in Shapes)
        {
            var prompts = PromptSet.Of(count, 60, 40);
            yield return () =>
                RunModel($"{layers} layers, width {width}", type => new(layers, width, vocabulary, type, new RepeatedWeights()), prompts, Scoring.Letter);
        }

        foreach (var bits in new[] { 8, 4 })
        {
            yield return () =>
                RunModel($"{bits} bits a weight", type => new(4, 256, 4096, type, new RoundedWeights(new RepeatedWeights(), bits)), Small, Scoring.Likelihood);
        }

        yield return () => RunModel("with inputs for adapters, and none", Adaptable, Small, Scoring.Likelihood);
        yield return () => RunModel("with an adapter", Adapted, Small, Scoring.Likelihood);
        yield return () => RunModel("as other exporters write it", Exported, Small, Scoring.Likelihood);
        foreach (var name in SmallArchitecture.Names)
        {
            yield return () => steps.Try(name, () => RunArchitecture(name, name, ExportRounding.None));
        }

        foreach (var name in SmallArchitecture.Mixtures)
        {
            yield return () => steps.Try(name, () => RunArchitecture($"{name}, 4 bits a weight", name, new(4, RoundsInputs: false)));
        }
    }

    private static BenchmarkModel Adaptable(WeightType type) => new(4, 256, 4096, type, new RepeatedWeights(), lora: LoraProjections.Usual);

    private static BenchmarkModel Adapted(WeightType type)
    {
        var model = Adaptable(type);
        AdapterProbe.Write(model, seed: 0, type);
        return model;
    }

    // With 16 bits as the model builder writes it for CUDA: GroupQueryAttention.
    private static BenchmarkModel Exported(WeightType type)
    {
        var isHalf = type != WeightType.Float32;
        var element = isHalf ? OnnxElementType.Float16 : OnnxElementType.Float;
        var model = new BenchmarkModel(4, 256, 4096, weights: new RepeatedWeights());
        ExportedLlama.Write(
            Path.Combine(model.Folder, "model.onnx"),
            model.Configuration,
            hasPositions: !isHalf,
            isGrouped: isHalf,
            cache: element,
            projection: new FloatProjection(element),
            values: BenchmarkModel.RandomWeights(model.Configuration));
        return model;
    }

    private static OnnxAnswerer Load(string folder, DeviceRequest where, int? threads = null) => OnnxAnswerer.Load(folder, new()
    {
        Device = where,
        Threads = threads,
        Adapter = Directory.EnumerateFiles(folder, $"*{OnnxAdapterFile.Extension}").FirstOrDefault(),
    });

    private void RunModel(string name, Func<WeightType, BenchmarkModel> write, Prompt[] prompts, Scoring scoring) => steps.Try(name, () =>
    {
        using (var whole = write(WeightType.Float32))
        {
            Compare($"{name}, 32 bits", whole.Folder, prompts, scoring, Whole);
        }

        using var half = write(WeightType.Float16Compute);
        Compare($"{name}, 16 bits", half.Folder, prompts, scoring, Half);
    });

    private void RunArchitecture(string name, string architecture, ExportRounding rounding)
    {
        using var checkpoint = new TemporaryFolder();
        using var whole = new TemporaryFolder();
        using var half = new TemporaryFolder();
        SmallArchitecture.Named(architecture).Write(checkpoint);
        CheckpointExport.Write(checkpoint.Path, whole.Path, WeightType.Float32, rounding: rounding);
        CheckpointExport.Write(checkpoint.Path, half.Path, WeightType.Float16Compute, rounding: rounding);
        Compare($"{name}, 32 bits", whole.Path, Small, Scoring.Likelihood, Whole);
        Compare($"{name}, 16 bits", half.Path, Small, Scoring.Likelihood, SmallArchitecture.Mixtures.Contains(architecture) ? HalfWithExperts : Half);
    }

    private void Compare(string name, string folder, Prompt[] prompts, Scoring scoring, Bound bound) => steps.Try(name, () =>
    {
        var (expected, actual) = (Ask(folder, DeviceRequest.Cpu, prompts, scoring), Ask(folder, device, prompts, scoring));
        var pairs = expected.Answers.Zip(actual.Answers).ToList();
        var alike = pairs.Count(pair => pair.First.ChoosesAs(pair.Second));
        var moved = pairs.SelectMany(pair => pair.First.LogProbabilities.Zip(pair.Second.LogProbabilities, (one, other) => Math.Abs(one - other))).Order().ToArray();
        var (median, most) = (moved[moved.Length / 2], moved[^1]);
        var texts = expected.Texts.Zip(actual.Texts).Count(pair => pair.First == pair.Second);
        FormattableString found = $"""
              {name}: {alike} of {pairs.Count} answers, {texts} of {expected.Texts.Count} texts as the CPU's; log-probabilities moved by {median:0.0e0}, at most {most:0.0e0}
            """;
        if (most < bound.Most && median < bound.Median)
        {
            steps.Say(found);
        }
        else
        {
            steps.Fail($"{found}: too far");
        }
    });

    private Said Ask(string folder, DeviceRequest where, Prompt[] prompts, Scoring scoring)
    {
        using var answerer = Load(folder, where, _threads);
        return new(
            answerer.AnswerAsync(prompts, scoring, null, CancellationToken.None).GetAwaiter().GetResult(),
            answerer.GenerateAsync([.. prompts.Take(4).Select(prompt => prompt.Text)], new(Tokens), null, CancellationToken.None).GetAwaiter().GetResult());
    }

    private sealed record Bound(double Most, double Median);

    private sealed record Said(IReadOnlyList<Answer> Answers, IReadOnlyList<string> Texts);
}
