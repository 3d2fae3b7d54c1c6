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
/// An adapter's matrices come in with every run, and ONNX Runtime multiplies one row with such a matrix, and rows with a matrix of one
/// column, by other kernels than all else.
/// </summary>
public sealed class AdaptedTextTests : IDisposable
{
    // Four of one length, and one that no other is continued with.
    private static readonly string[] Prompts = ["Wo liegt Wien?", "Wo liegt Bonn?", "Wo liegt Graz?", "Wo liegt Kiel?", "Wo?"];

    private static readonly DecoderConfiguration Model = SmallLlama.Grouped with { HeadSize = 16 };

    private readonly TemporaryFolder _folder = new();
    private readonly ModelFolder _model;

    public AdaptedTextTests()
    {
        SmallModel.Write(_folder, Model);
        DecoderGraph.Write(_folder["model.onnx"], Model, SmallLlama.Weights(Model), WeightType.Float32, LoraProjections.All);
        _model = ModelFolder.Open(_folder.Path);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(8, 1)]
    [InlineData(8, 2)]
    public void A_text_alone_is_continued_with_the_bits_that_it_has_among_others(int rank, int threads)
    {
        var path = _folder["de.onnx_adapter"];
        OnnxAdapterFile.Write(path, SmallAdapter.Of(Model, rank, projections: [.. LoraProjections.All]), WeightType.Float32);
        using var session = SessionOpener.Open(_model.GraphPath, DeviceRequest.Cpu, threads);
        using var adapter = AppliedAdapter.Read(path, _model.GraphPath, session);
        var graph = GraphReader.Read(_model.GraphPath, session, _model.Configuration).With(adapter);

        var together = LogitsOf(graph, 64, Prompts);

        together.Should().HaveCount(8 * Prompts.Length);
        foreach (var logits in (IEnumerable<Dictionary<string, float[]>>)
            [LogitsOf(graph, 1, Prompts), LogitsOf(graph, 3, Prompts), .. Prompts.Select(prompt => LogitsOf(graph, 64, prompt))])
        {
            foreach (var (text, values) in logits)
            {
                values.Should().Equal(together[text]);
            }
        }
    }

    private Dictionary<string, float[]> LogitsOf(IDecoderGraph graph, int batchSize, params string[] prompts)
    {
        var heard = new HeardGraph(graph);
        new GreedyGenerator(_model, heard, batchSize, 1024).Run(
            [.. prompts.Select(prompt => _model.Tokenizer.Encode(prompt, true).ToArray())],
            prompts,
            8,
            _ => -1,
            null,
            CancellationToken.None);
        return heard.Logits;
    }
}
