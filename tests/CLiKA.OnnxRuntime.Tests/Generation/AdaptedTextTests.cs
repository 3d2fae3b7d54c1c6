using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.OnnxRuntime.Adapters;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Generation;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Adapters;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.Models;

namespace CLiKA.OnnxRuntime.Tests.Generation;

/// <summary>
/// ONNX Runtime multiplies matrices that are inputs of a run with other kernels where they have one row or one column, and splits large ones by the
/// numbers of rows and threads. Therefore an adapter's matrices are constants of a session.
/// </summary>
public sealed class AdaptedTextTests : IDisposable
{
    private const string Adapter = "de.onnx_adapter";

    // Four of one length, and one that is continued alone.
    private static readonly string[] Prompts = ["Wo liegt Wien?", "Wo liegt Bonn?", "Wo liegt Graz?", "Wo liegt Kiel?", "Wo?"];

    private static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    private readonly TemporaryFolder _folder = new();
    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    public void A_text_alone_is_continued_with_the_bits_that_it_has_among_others(int rank, int threads)
    {
        var model = Write(Model, rank);
        using var session = SessionOpener.Open(model.GraphPath, DeviceRequest.Cpu, threads);
        using var adapter = AppliedAdapter.Read(_folder[Adapter], model.GraphPath, session);
        var graph = GraphReader.Read(model.GraphPath, session, model.Configuration).With(adapter);

        var together = LogitsOf(model, graph, 64, Prompts);

        together.Should().HaveCount(8 * Prompts.Length);
        foreach (var logits in (IEnumerable<Dictionary<string, float[]>>)
            [LogitsOf(model, graph, 1, Prompts), LogitsOf(model, graph, 3, Prompts), .. Prompts.Select(prompt => LogitsOf(model, graph, 64, prompt))])
        {
            foreach (var (text, values) in logits)
            {
                values.Should().Equal(together[text]);
            }
        }
    }

    // If A and B were inputs, two threads would compute their first product in one part of 1,024, and one thread in two of 512.
    [Theory]
    [InlineData("beside the model alone")]
    [InlineData("loaded with it")]
    public void In_a_wide_model_a_text_is_continued_with_the_same_bits_by_any_number_of_threads(string how)
    {
        var model = Write(Model with { HiddenSize = 1024, HeadSize = 256, Layers = 1 }, rank: 32);
        var logits = Enumerable.Range(1, 3).Select(threads =>
        {
            using var session = SessionOpener.Open(
                model.GraphPath, DeviceRequest.Cpu, threads, how == "loaded with it" ? _folder[Adapter] : null);
            using var adapter = AppliedAdapter.Read(_folder[Adapter], model.GraphPath, session);
            return LogitsOf(model, GraphReader.Read(model.GraphPath, session, model.Configuration).With(adapter), threads, Prompts);
        }).ToList();

        foreach (var (text, values) in logits[0])
        {
            logits[1][text].Should().Equal(values);
            logits[2][text].Should().Equal(values);
        }
    }

    private ModelFolder Write(DecoderConfiguration configuration, int rank)
    {
        SmallModel.Write(_folder, configuration);
        DecoderGraph.Write(_folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32, LoraProjections.All);
        OnnxAdapterFile.Write(
            _folder[Adapter], SmallAdapter.Of(configuration, rank, projections: [.. LoraProjections.All]), WeightType.Float32);
        return ModelFolder.Open(_folder.Path);
    }

    private static Dictionary<string, float[]> LogitsOf(ModelFolder model, IDecoderGraph graph, int batchSize, params string[] prompts)
    {
        var heard = new HeardGraph(graph);
        new GreedyGenerator(model, heard, batchSize, 1024).Run(
            [.. prompts.Select(prompt => model.Tokenizer.Encode(prompt, true).ToArray())],
            prompts,
            8,
            _ => -1,
            null,
            CancellationToken.None);
        return heard.Logits;
    }
}
