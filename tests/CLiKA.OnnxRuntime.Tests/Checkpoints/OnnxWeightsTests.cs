using CLiKA.Onnx;
using CLiKA.OnnxRuntime.Tests.Graphs;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Checkpoints;

public sealed class OnnxWeightsTests : IDisposable
{
    private static readonly DecoderConfiguration Model = SmallLlama.Grouped;
    private static readonly Func<string, float[]> Weights = SmallLlama.Weights(Model);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(WeightType.Float32)]
    [InlineData(WeightType.Float16)]
    public void Weights_are_read_back_as_they_were_written(WeightType type)
    {
        DecoderGraph.Write(_folder["model.onnx"], Model, Weights, type);

        var read = OnnxWeights.Read(_folder["model.onnx"]);

        var expected = type == WeightType.Float16 ? SmallLlama.Rounded(Weights) : Weights;
        read.Keys.Should().BeEquivalentTo(SmallLlama.Names(Model));
        foreach (var (name, (shape, values)) in read)
        {
            shape.Should().Equal(SmallLlama.Dimensions(Model, name), name);
            values.Should().Equal(expected(name), name);
        }
    }

    [Fact]
    public void The_padding_of_rows_is_no_part_of_a_weight()
    {
        var weights = SmallLlama.Weights(SmallLlama.Wide);
        DecoderGraph.Write(_folder["model.onnx"], SmallLlama.Wide, weights, WeightType.Float32);

        var read = OnnxWeights.Open(_folder["model.onnx"]);

        OnnxWeights.Read(_folder["model.onnx"])["model.layers.0.mlp.down_proj.weight"].Shape.Should().Equal(1024, 2064);
        foreach (var name in SmallLlama.Names(SmallLlama.Wide))
        {
            var expected = weights(name);
            var values = new float[expected.Length];
            read.Require(name, SmallLlama.Dimensions(SmallLlama.Wide, name));
            read.Read(name, 0, values);
            values.AsSpan().SequenceEqual(expected).Should().BeTrue(name);
        }
    }

    [Fact]
    public void Padding_that_is_not_zero_is_not_removed()
    {
        var wider = SmallLlama.Grouped with { IntermediateSize = 1024 + 16 };
        DecoderGraph.Write(_folder["model.onnx"], wider, SmallLlama.Weights(wider), WeightType.Float32);

        var require = () => OnnxWeights.Open(_folder["model.onnx"]).Require("model.layers.0.mlp.up_proj.weight", [1024, 32]);

        require.Should().Throw<InvalidInputException>().WithMessage("*'model.layers.0.mlp.up_proj.weight' is 1040x32; expected 1024x32.");
    }

    // These are matrices, but not projections.
    [Fact]
    public void Norms_per_head_are_read_back_unchanged()
    {
        var weights = SmallArchitecture.Named("cohere, heads have norms of their own").Write(_folder);
        DecoderGraph.Write(_folder["model.onnx"], DecoderConfiguration.Read(_folder["config.json"]), weights, WeightType.Float32);

        var (shape, values) = OnnxWeights.Read(_folder["model.onnx"])["model.layers.1.self_attn.q_norm.weight"];

        shape.Should().Equal(4, 8);
        values.Should().Equal(weights("model.layers.1.self_attn.q_norm.weight"));
    }

    [Fact]
    public void Weights_in_a_file_beside_the_graph_are_an_error_that_says_so()
    {
        DecoderGraph.Write(_folder["model.onnx"], Model, new ArrayWeights(Weights), WeightType.Float32, largestFile: 4096);

        Reading().Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: '*.weight' is in another file; expected a model in a single file.");
    }

    [Fact]
    public void A_truncated_model_is_an_error()
    {
        DecoderGraph.Write(_folder["model.onnx"], Model, Weights, WeightType.Float32);
        File.WriteAllBytes(_folder["model.onnx"], File.ReadAllBytes(_folder["model.onnx"])[..^100]);

        Reading().Should().Throw<InvalidInputException>()
            .WithMessage($"{_folder["model.onnx"]}: cannot be read as a model that CLiKA wrote: *");
    }

    private Action Reading() => () => OnnxWeights.Read(_folder["model.onnx"]);
}
