using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

public sealed class DecoderGraphTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(nameof(SmallLlama.Grouped), WeightType.Float32)]
    [InlineData(nameof(SmallLlama.Grouped), WeightType.Float16)]
    [InlineData(nameof(SmallLlama.Tied), WeightType.Float32)]
    [InlineData(nameof(SmallLlama.Tied), WeightType.Float16)]
    [InlineData(nameof(SmallLlama.Wide), WeightType.Float32)]
    [InlineData(nameof(SmallLlama.Wide), WeightType.Float16)]
    public void Logits_equal_the_reference_with_and_without_a_past(string name, WeightType type)
    {
        var configuration = SmallLlama.Named(name);
        var weights = SmallLlama.Weights(configuration);
        DecoderGraph.Write(_folder["model.onnx"], configuration, weights, type);
        using var runner = new GraphRunner(_folder["model.onnx"], configuration);
        var reference = new ReferenceLlama(configuration, type == WeightType.Float16 ? SmallLlama.Rounded(weights) : weights);
        int[] prefix = [.. Tokens(7, seed: 1)];
        int[][] rows = [[.. Tokens(9, seed: 2)], [.. Tokens(9, seed: 3)]];
        long[][] positions = [[8, 0, 3], [1, 8, 8]];

        var past = runner.Run([prefix], [[0]]).Presents;
        var continued = runner.Run(rows, positions, past).Logits;
        var whole = runner.Run(
            [.. rows.Select(row => (int[])[.. prefix, .. row])],
            Array.ConvertAll(positions, row => Array.ConvertAll(row, position => 7 + position))).Logits;

        var expected = rows.SelectMany((row, index) =>
        {
            var logits = reference.Logits([.. prefix, .. row]);
            return positions[index].SelectMany(position => logits[7 + position]);
        }).ToArray();
        expected.Max().Should().BeGreaterThan(1, "logits near zero would agree with anything");
        Difference(continued, expected).Should().BeLessThan(1e-4);
        Difference(whole, expected).Should().BeLessThan(1e-4);
        continued.Should().Equal(whole, "a shared beginning must not change a bit");
    }

    [Fact]
    public void Padding_on_the_right_changes_no_bit()
    {
        var configuration = SmallLlama.Grouped;
        DecoderGraph.Write(_folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32);
        using var runner = new GraphRunner(_folder["model.onnx"], configuration);
        int[] row = [.. Tokens(6, seed: 4)];

        var alone = runner.Run([row], [[5]]).Logits;
        var padded = runner.Run([[.. row, 0, 0, 0], [.. Tokens(9, seed: 5)]], [[5], [8]]).Logits[..configuration.VocabularySize];

        padded.Should().Equal(alone);
    }

    [Theory]
    [InlineData(nameof(SmallLlama.Grouped))]
    [InlineData(nameof(SmallLlama.Tied))]
    public void The_number_of_wanted_positions_changes_no_bit(string name)
    {
        var configuration = SmallLlama.Named(name);
        DecoderGraph.Write(_folder["model.onnx"], configuration, SmallLlama.Weights(configuration), WeightType.Float32);
        using var runner = new GraphRunner(_folder["model.onnx"], configuration);
        int[][] rows = [[.. Tokens(9, seed: 6)], [.. Tokens(9, seed: 7)]];
        float[] First(long[][] positions) => runner.Run(rows, positions).Logits[..configuration.VocabularySize];

        var alone = First([[8], [3]]);

        First([[8, 0], [3, 3]]).Should().Equal(alone);
        First([[8, 7, 1, 1, 0], [8, 8, 8, 2, 2]]).Should().Equal(alone);
    }

    [Fact]
    public void Files_are_equal_exactly_where_weights_are()
    {
        byte[] Written(int seed)
        {
            DecoderGraph.Write(_folder["model.onnx"], SmallLlama.Tied, SmallLlama.Weights(SmallLlama.Tied, seed), WeightType.Float16);
            return File.ReadAllBytes(_folder["model.onnx"]);
        }

        var first = Written(1);
        Written(1).Should().Equal(first);
        Written(2).Should().NotEqual(first);
    }

    [Fact]
    public void A_weight_of_the_wrong_size_is_named_and_leaves_no_model()
    {
        var weights = SmallLlama.Weights(SmallLlama.Grouped);
        var write = () => DecoderGraph.Write(
            _folder["model.onnx"],
            SmallLlama.Grouped,
            name => name == "model.layers.1.mlp.up_proj.weight" ? new float[7] : weights(name),
            WeightType.Float32);

        write.Should().Throw<ArgumentException>().WithMessage("*model.layers.1.mlp.up_proj.weight*7 values*1536*");
        Directory.EnumerateFiles(_folder.Path).Should().BeEmpty();
    }

    [Fact]
    public void A_weight_outside_the_range_of_16_bits_is_named()
    {
        var weights = SmallLlama.Weights(SmallLlama.Grouped);
        var write = () => DecoderGraph.Write(
            _folder["model.onnx"],
            SmallLlama.Grouped,
            name => name == "model.norm.weight" ? Array.ConvertAll(weights(name), _ => 70_000f) : weights(name),
            WeightType.Float16);

        write.Should().Throw<ArgumentException>().WithMessage("*model.norm.weight*70000*");
    }

    internal static IEnumerable<int> Tokens(int count, int seed)
    {
        var random = new Random(seed);
        return Enumerable.Range(0, count).Select(_ => random.Next(SmallLlama.Grouped.VocabularySize));
    }

    private static double Difference(float[] actual, double[] expected)
    {
        actual.Should().HaveSameCount(expected);
        return actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();
    }
}
