using CLiKA.Answers;
using CLiKA.Onnx;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Tests.Models;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Graphs with quantized weights answer like a floating-point graph with the rounded weights.</summary>
public sealed class QuantizedGraphTests : IDisposable
{
    private const string Batches = "shared prefix computed once, prompts in batches";
    private const string Single = "shared prefix computed once, one prompt at a time (*batch_size must be 1*";
    private const string Whole = "every prompt computed in full, one prompt at a time (*";

    private static readonly DecoderConfiguration Model = ExportedGraphTests.Model;

    // Rounding changes the answers of a wider model less, and dependence on the batch has to be found there too.
    private static readonly DecoderConfiguration Wide =
        Model with { HiddenSize = 128, IntermediateSize = 192, Heads = 8, KeyValueHeads = 4 };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("int8 weights", false, Batches)]
    [InlineData("int8 weights", true, Single)]
    [InlineData("int8 weights, per channel", false, Batches)]
    [InlineData("int8 weights, per channel", true, Single)]
    [InlineData("int4", false, Batches)]
    [InlineData("int4", true, Single)]
    [InlineData("int4, zero points", false, Batches)]
    [InlineData("int4, zero points", true, Single)]
    [InlineData("int4, 16 bits", true, Single)]
    [InlineData("16 bits", true, Single)]
    public async Task Answers_equal_those_of_the_rounded_weights(string kind, bool isGrouped, string plan)
    {
        var projection = Projection(kind);
        var isHalf = projection.Type == OnnxElementType.Float16;
        var remaining = Remaining(Model, projection);
        SmallModel.Write(_folder, Model, isHalf ? SmallLlama.Rounded(remaining) : remaining);
        var (expected, _) = await Answers();
        Write(Model, projection, isGrouped);

        var (actual, device) = await Answers();

        device.Should().Match($"CPU, 2 threads; {plan}");
        Difference(actual, expected).Should().BeLessThan(isHalf ? 0.05 : 1e-4);
    }

    [Theory]
    [InlineData("dynamic int8", false)]
    [InlineData("dynamic int8", true)]
    [InlineData("dynamic int8, per channel", false)]
    [InlineData("int4, activations too", false)]
    [InlineData("int4, activations too", true)]
    [InlineData("int4, zero points, activations too", true)]
    public void Logits_are_those_of_rounded_activations_where_a_graph_rounds_them(string kind, bool isGrouped)
    {
        var projection = Projection(kind);
        var weights = Remaining(Model, projection);
        int[] tokens = [.. DecoderGraphTests.Tokens(24, seed: 1)];
        var expected = new ReferenceLlama(Model, weights, projection.Rounded).Logits(tokens).SelectMany(row => row).ToArray();
        var exact = new ReferenceLlama(Model, weights).Logits(tokens).SelectMany(row => row).ToArray();
        Write(Model, projection, isGrouped);

        var actual = Logits(tokens);

        var rounding = exact.Zip(expected, (a, b) => Math.Abs(a - b)).Average();
        actual.Zip(expected, (a, b) => Math.Abs(a - b)).Average().Should().BeLessThan(rounding / 20);
    }

    [Theory]
    [InlineData("int4, activations too", false, false, Batches)]
    [InlineData("int4, activations too", false, true, Single)]
    [InlineData("dynamic int8", false, false, Whole)]
    [InlineData("dynamic int8", false, true, Whole)]
    [InlineData("dynamic int8", true, false, Whole)]
    [InlineData("dynamic int8", true, true, Whole)]
    public async Task Answers_do_not_depend_on_the_batch_also_where_activations_are_rounded_by_it(
        string kind, bool isWide, bool isGrouped, string plan)
    {
        var model = isWide ? Wide : Model;
        SmallModel.Write(_folder, model);
        Write(model, Projection(kind), isGrouped);

        var (together, device) = await Answers();
        var (alone, _) = await Answers(batchSize: 1);

        device.Should().Match($"CPU, 2 threads; {plan}");
        Difference(together, alone).Should().BeLessThan(1e-4);
    }

    private static IProjection Projection(string kind) => kind switch
    {
        "16 bits" => new FloatProjection(OnnxElementType.Float16),
        "int8 weights" => new Int8Projection(quantizesActivations: false, isPerChannel: false),
        "int8 weights, per channel" => new Int8Projection(quantizesActivations: false, isPerChannel: true),
        "dynamic int8" => new Int8Projection(quantizesActivations: true, isPerChannel: false),
        "dynamic int8, per channel" => new Int8Projection(quantizesActivations: true, isPerChannel: true),
        _ => new Int4Projection(
            kind.Contains("zero points", StringComparison.Ordinal),
            kind.Contains("activations", StringComparison.Ordinal) ? 4 : 0,
            kind.Contains("16 bits", StringComparison.Ordinal) ? OnnxElementType.Float16 : OnnxElementType.Float),
    };

    private static Func<string, float[]> Remaining(DecoderConfiguration model, IProjection projection)
    {
        var source = SmallLlama.Weights(model);
        return name => name.EndsWith("_proj.weight", StringComparison.Ordinal) || name == "lm_head.weight"
            ? projection.Remaining(source(name), SmallLlama.Shape(model, name).Columns)
            : source(name);
    }

    private static double Difference(IReadOnlyList<Answer> actual, IReadOnlyList<Answer> expected) => actual.Zip(expected)
        .SelectMany(pair => pair.First.LogProbabilities.Zip(pair.Second.LogProbabilities, (a, b) => Math.Abs(a - b))).Max();

    private void Write(DecoderConfiguration model, IProjection projection, bool isGrouped) => ExportedLlama.Write(
        _folder["model.onnx"], model, hasPositions: !isGrouped, isGrouped: isGrouped, cache: projection.Type, projection: projection);

    // One row alone, with nothing before it.
    private float[] Logits(int[] tokens)
    {
        OrtValue Numbers(IEnumerable<int> numbers) =>
            OrtValue.CreateTensorValueFromMemory(Array.ConvertAll([.. numbers], number => (long)number), [1, tokens.Length]);
        using var session = new InferenceSession(_folder["model.onnx"]);
        var inputs = session.InputMetadata.ToDictionary(input => input.Key, input => input.Key switch
        {
            "input_ids" => Numbers(tokens),
            "attention_mask" => Numbers(tokens.Select(_ => 1)),
            "position_ids" => Numbers(Enumerable.Range(0, tokens.Length)),
            _ => OrtValue.CreateTensorValueFromMemory(Array.Empty<float>(), [1, Model.KeyValueHeads, 0, Model.HeadSize]),
        });
        using var options = new RunOptions();
        using var outputs = session.Run(options, inputs, ["logits"]);
        foreach (var input in inputs.Values)
        {
            input.Dispose();
        }

        return outputs[0].GetTensorDataAsSpan<float>().ToArray();
    }

    private async Task<(IReadOnlyList<Answer> Answers, string Device)> Answers(int? batchSize = null)
    {
        using var answerer = OnnxAnswerer.Load(_folder.Path, new() { Device = DeviceRequest.Cpu, Threads = 2, BatchSize = batchSize });
        var answers = await answerer.AnswerAsync(ExportedGraphTests.Prompts, Scoring.Likelihood, null, CancellationToken.None);
        return (answers, answerer.Device);
    }
}
