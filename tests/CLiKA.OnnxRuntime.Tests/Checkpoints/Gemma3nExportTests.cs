using System.Runtime.InteropServices;
using CLiKA.Onnx;
using CLiKA.Onnx.Checkpoints;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

/// <summary>What few tokens and weights of Gemma 3n show.</summary>
public sealed class Gemma3nExportTests : ExportTest
{
    private readonly SmallArchitecture _architecture = SmallArchitecture.Named("gemma3n_text");

    // The model has embeddings by layer for 300 tokens; those after them share that of the first.
    [Theory]
    [InlineData(299)]
    [InlineData(300)]
    [InlineData(301)]
    public void The_last_token_with_embeddings_by_layer_and_the_next_answer_as_the_reference_does(int token) =>
        Difference([token, 7, token], _architecture.Write(Folder)).Should().BeLessThan(1e-4);

    // As large as they are, the streams beside the first would be the first one's size.
    [Fact]
    public void Streams_that_are_almost_zero_stay_small()
    {
        var own = _architecture.Write(Folder);
        float[] Smaller(string name) => name.StartsWith("model.altup_projections.", StringComparison.Ordinal) ? Array.ConvertAll(own(name), weight => weight / 1000) : own(name);
        var configuration = DecoderConfiguration.Read(Folder["config.json"]);
        SmallCheckpoint.WriteTensors(Folder["model.safetensors"], OwnLayout
            .Of(_architecture.Layout, configuration, SmallLlama.Names(configuration, _architecture.Layout)
                .Select(name => new SmallWeight(name, SmallLlama.Dimensions(configuration, name), Smaller(name))))
            .Select(weight => new CheckpointTensor(weight.Name, "F32", weight.Shape, MemoryMarshal.AsBytes<float>(weight.Values).ToArray())));

        Difference([5, 7], Smaller).Should().BeLessThan(1e-4);
        Difference([5, 7], own).Should().BeGreaterThan(0.01);
    }

    private double Difference(int[] row, Func<string, float[]> weights)
    {
        var expected = _architecture.ReferenceOf(Folder, weights).Logits(row);
        using var target = new TemporaryFolder();
        var (_, configuration) = CheckpointExport.Write(Folder.Path, target.Path, WeightType.Float32);
        using var runner = new GraphRunner(target["model.onnx"], configuration);
        return SampleRows.Difference(runner.Run([row], [[row.Length - 1]]).Logits, expected[^1]);
    }
}
