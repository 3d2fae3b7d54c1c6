using System.Diagnostics;
using System.Globalization;
using CLiKA.Onnx.Files;
using CLiKA.OnnxRuntime.Batches;
using CLiKA.OnnxRuntime.Devices;
using CLiKA.OnnxRuntime.Generation;
using CLiKA.OnnxRuntime.Graphs;
using CLiKA.OnnxRuntime.Tests.Graphs;

namespace CLiKA.OnnxRuntime.Tests.Models;

/// <summary>onnxruntime-genai opens the folders that imitate its model builder, and computes what CLiKA computes.</summary>
public sealed class GenaiPeerTests : IDisposable
{
    private const int Added = 12;

    // Both use the same version of ONNX Runtime, and were bit-identical.
    private const double Tolerance = 1e-5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [GenaiTheory]
    [InlineData("32 bits")]
    [InlineData("16 bits")]
    [InlineData("int4")]
    [InlineData("int4, zero points")]
    [InlineData("int4, activations too")]
    public async Task Logits_and_generated_tokens_are_equal(string kind)
    {
        GenaiFolder.Write(_folder, kind switch
        {
            "32 bits" => new FloatProjection(OnnxElementType.Float),
            "16 bits" => new FloatProjection(OnnxElementType.Float16),
            _ => new Int4Projection(
                kind.Contains("zero points", StringComparison.Ordinal), kind.Contains("activations", StringComparison.Ordinal) ? 4 : 0, OnnxElementType.Float),
        });
        var model = ModelFolder.Open(_folder.Path);
        using var open = SessionOpener.Open(model.GraphPath, DeviceRequest.Cpu, 1);
        var graph = GraphReader.Read(model.GraphPath, open, model.Configuration);
        foreach (var prompt in ExportedGraphTests.Prompts)
        {
            int[] tokens = [.. model.Tokenizer.Encode(prompt.Text, true)];

            var (logits, continued) = await Peer(tokens);

            var width = model.Configuration.VocabularySize;
            Logits(graph, tokens).Zip(logits.Chunk(width)).Max(pair => Difference(pair.First, pair.Second)).Should().BeLessThan(Tolerance);
            logits.Should().HaveCount(tokens.Length * width);
            var text = new GreedyGenerator(model, graph, 1, 1024).Run([tokens], [prompt.ItemId], Added, _ => -1, null, CancellationToken.None).Single();
            text.Should().Be(model.Tokenizer.Decode(continued.TakeWhile(token => !model.EndTokens.Contains(token)), skipSpecialTokens: true));
        }
    }

    // In log-probabilities, which a constant added to all logits does not change.
    private static double Difference(float[] actual, float[] expected)
    {
        var (mine, peers) = (LogSoftmax.Denominator(actual), LogSoftmax.Denominator(expected));
        return actual.Zip(expected, (a, b) => Math.Abs(a - mine - (b - peers))).Max();
    }

    private static List<float[]> Logits(IDecoderGraph graph, int[] tokens)
    {
        var logits = new List<float[]>();
        using var runner = graph.Begin([]);
        runner.Run([[new Row(0, 0, tokens, [.. tokens.Select(_ => (Target[])[default])])]], (_, _, values) => logits.Add(values.ToArray()));
        return logits;
    }

    private async Task<(float[] Logits, int[] Continued)> Peer(int[] tokens)
    {
        var start = new ProcessStartInfo("dotnet", [GenaiTheoryAttribute.Program!, _folder.Path, $"{Added}", .. tokens.Select(token => $"{token}")])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var lines = (await process.StandardOutput.ReadToEndAsync()).Split('\n');
        await process.WaitForExitAsync();
        process.ExitCode.Should().Be(0);
        return (
            Array.ConvertAll(lines[0].Split(' '), value => float.Parse(value, CultureInfo.InvariantCulture)),
            Array.ConvertAll(lines[1].Split(' '), value => int.Parse(value, CultureInfo.InvariantCulture)));
    }
}
