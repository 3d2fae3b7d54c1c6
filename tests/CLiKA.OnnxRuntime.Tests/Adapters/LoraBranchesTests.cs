using CLiKA.Onnx;
using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.OnnxRuntime.Tests.Graphs;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Adapters;

public sealed class LoraBranchesTests : IDisposable
{
    private static readonly int[][] Rows = [[.. DecoderGraphTests.Tokens(9, seed: 2)], [.. DecoderGraphTests.Tokens(9, seed: 3)]];
    private static readonly long[][] Positions = [[8, 0, 3], [1, 8, 8]];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string, WeightType> Models
    {
        get
        {
            var models = new TheoryData<string, WeightType>();
            foreach (var name in (string[])["llama", "llama, heads wider than the model", "qwen2", "qwen3"])
            {
                models.Add(name, WeightType.Float32);
                models.Add(name, WeightType.Float16);
            }

            return models;
        }
    }

    [Theory]
    [MemberData(nameof(Models))]
    public void Without_an_adapter_every_bit_is_that_of_a_graph_without_such_inputs(string name, WeightType type) =>
        CompareWithoutAdapter(Configuration(name), type, [.. LoraProjections.All]);

    [Theory]
    [InlineData("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")]
    [InlineData("down_proj")]
    [InlineData("gate_proj")]
    public void Padded_rows_change_no_bit(params string[] projections) =>
        CompareWithoutAdapter(SmallLlama.Wide, WeightType.Float32, projections);

    // The expected logits are those of a forward pass in double precision, with weights to which the adapter's were added there.
    [Theory]
    [MemberData(nameof(Models))]
    public void With_an_adapter_logits_are_those_of_merged_weights(string name, WeightType type)
    {
        var configuration = Configuration(name);
        var adapter = SmallAdapter.Of(configuration, rank: 4, alpha: 6, seed: 1, [.. LoraProjections.All]);
        var weights = SmallLlama.Weights(configuration);
        DecoderGraph.Write(_folder["model.onnx"], configuration, weights, type, LoraProjections.All);
        OnnxAdapterFile.Write(_folder["x.onnx_adapter"], adapter, type);
        using var runner = new GraphRunner(_folder["model.onnx"], configuration);
        using var applied = OrtLoraAdapter.Create(_folder["x.onnx_adapter"], null);

        var alone = runner.Run(Rows, Positions).Logits;
        var logits = runner.Run(Rows, Positions, adapter: applied).Logits;

        logits.Should().Equal(runner.Run(Rows, Positions, more: Inputs(adapter, type)).Logits, "as inputs they mean the same to the bit");
        var stored = OnnxAdapterFile.Read(_folder["x.onnx_adapter"]);
        var remaining = type == WeightType.Float16 ? SmallLlama.Rounded(weights) : weights;
        var reference = new ReferenceLlama(configuration, SmallAdapter.Merged(remaining, stored));
        double[] expected = [.. Rows.SelectMany((row, index) => Positions[index].SelectMany(position => reference.Logits(row)[position]))];
        logits.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-4);
        logits.Zip(alone, (with, without) => Math.Abs(with - without)).Max()
            .Should().BeGreaterThan(0.5f, "an adapter has to change something");
    }

    [Theory]
    [InlineData(WeightType.Float32)]
    [InlineData(WeightType.Float16)]
    public void Weights_merged_by_the_writer_give_the_same_logits_as_the_adapter(WeightType type)
    {
        var configuration = SmallLlama.Grouped;
        var adapter = SmallAdapter.Of(configuration, rank: 3, alpha: 6);
        var weights = SmallLlama.Weights(configuration);
        DecoderGraph.Write(_folder["model.onnx"], configuration, weights, type, LoraProjections.Usual);
        DecoderGraph.Write(
            _folder["merged.onnx"], configuration, new MergedWeights(new ArrayWeights(weights), adapter, configuration), type);
        OnnxAdapterFile.Write(_folder["x.onnx_adapter"], adapter, type);
        using var applied = OrtLoraAdapter.Create(_folder["x.onnx_adapter"], null);
        using var runner = new GraphRunner(_folder["model.onnx"], configuration);
        using var merged = new GraphRunner(_folder["merged.onnx"], configuration);

        double difference = runner.Run(Rows, Positions, adapter: applied).Logits
            .Zip(merged.Run(Rows, Positions).Logits, (one, other) => Math.Abs(one - other)).Max();

        // 16 bits round the sum once here, and its parts there.
        difference.Should().BeLessThan(type == WeightType.Float32 ? 1e-4f : 0.02f);
    }

    [Fact]
    public void Ranks_may_differ_and_projections_may_lack_an_adapter()
    {
        var configuration = SmallLlama.Grouped;
        var wide = SmallAdapter.Of(configuration, rank: 5, alpha: 5, seed: 1, "q_proj");
        var narrow = SmallAdapter.Of(configuration, rank: 2, alpha: 2, seed: 2, "up_proj");
        var adapter = new LoraAdapter(5, 5, [wide.Modules[0], narrow.Modules[1]]);
        DecoderGraph.Write(
            _folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32, LoraProjections.All);
        using var runner = new GraphRunner(_folder["model.onnx"], configuration);

        var logits = runner.Run([Rows[0]], [[8]], more: Inputs(adapter, WeightType.Float32)).Logits;

        var merged = SmallAdapter.Merged(SmallLlama.Weights(configuration), adapter);
        var expected = new ReferenceLlama(configuration, merged).Logits(Rows[0])[8];
        logits.Zip(expected, (actual, value) => Math.Abs(actual - value)).Max().Should().BeLessThan(1e-4);
    }

    [Theory]
    [InlineData("lm_head", "there is no projection 'lm_head'; expected some of q_proj, k_proj, *")]
    [InlineData("q_proj q_proj", "a projection is given twice*")]
    [InlineData("", "no projection is given*")]
    public void An_invalid_selection_of_projections_is_refused(string projections, string problem)
    {
        var write = () => DecoderGraph.Write(
            _folder["model.onnx"],
            SmallLlama.Grouped,
            SmallLlama.Weights(SmallLlama.Grouped),
            WeightType.Float32,
            projections.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        write.Should().Throw<ArgumentException>().WithMessage(problem);
        Directory.EnumerateFiles(_folder.Path).Should().BeEmpty();
    }

    [Theory]
    [InlineData("model.layers.2.self_attn.q_proj", 32, 32)]
    [InlineData("model.layers.0.self_attn.v_proj", 32, 32)]
    [InlineData("lm_head", 32, 320)]
    public void A_projection_that_the_model_does_not_have_cannot_be_merged(string name, int inputs, int outputs)
    {
        var adapter = new LoraAdapter(1, 1, [new(name, inputs, outputs, new float[inputs], new float[outputs])]);
        var merge = () => new MergedWeights(new ArrayWeights(SmallLlama.Weights(SmallLlama.Grouped)), adapter, SmallLlama.Grouped);

        merge.Should().Throw<ArgumentException>().WithMessage($"*'{name}' of shape [{outputs}, {inputs}], which the model does not have*");
    }

    internal static (string Name, OrtValue Value)[] Inputs(LoraAdapter adapter, WeightType type) =>
    [
        .. LoraInput.Of(adapter).Select(input => (input.Name, type == WeightType.Float32
            ? OrtValue.CreateTensorValueFromMemory(input.Values, [input.Rows, input.Columns])
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(input.Values, value => (Float16)value), [input.Rows, input.Columns]))),
    ];

    private void CompareWithoutAdapter(DecoderConfiguration configuration, WeightType type, string[] projections)
    {
        DecoderGraph.Write(_folder["plain.onnx"], configuration, SmallLlama.Weights(configuration), type);
        DecoderGraph.Write(_folder["model.onnx"], configuration, SmallLlama.Weights(configuration), type, projections);

        using var plain = new GraphRunner(_folder["plain.onnx"], configuration);
        using var adaptable = new GraphRunner(_folder["model.onnx"], configuration);
        var (logits, presents) = adaptable.Run(Rows, Positions);

        adaptable.Session.OverridableInitializerMetadata.Should().HaveCount(2 * projections.Length * configuration.Layers);
        var expected = plain.Run(Rows, Positions);
        logits.Should().Equal(expected.Logits);
        presents.Zip(expected.Presents).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
    }

    private static DecoderConfiguration Configuration(string name) => name switch
    {
        "qwen2" => SmallLlama.Grouped with { QueryKeyValueBias = true },
        "qwen3" => SmallLlama.Tied with { QueryKeyNorm = QueryKeyNorm.Shared, KeyValueHeads = 1 },
        "llama" => SmallLlama.Grouped,
        _ => SmallLlama.Tied,
    };
}
