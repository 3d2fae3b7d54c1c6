using CLiKA.Onnx;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Architectures.Rotations;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>For models with long texts, sines and cosines are computed in the run, and equal those of the tables of other models.</summary>
public sealed class ComputedRotationTests : IDisposable
{
    // Four pairs a head: with one more position, tables would exceed their limit.
    private const int LastTabled = 1 << 18;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("llama", WeightType.Float32)]
    [InlineData("llama", WeightType.Float16)]
    [InlineData("neighbours", WeightType.Float32)]
    [InlineData("yarn", WeightType.Float32)]
    [InlineData("two rotations", WeightType.Float32)]
    [InlineData("a layer that does not rotate", WeightType.Float32)]
    public void Logits_and_keys_equal_those_of_tables_bit_by_bit(string name, WeightType type)
    {
        var model = Named(name);
        int[] prefix = [.. DecoderGraphTests.Tokens(7, seed: 1)];
        int[][] rows = [[.. DecoderGraphTests.Tokens(9, seed: 2)], [.. DecoderGraphTests.Tokens(9, seed: 3)]];
        long[][] positions = [[8, 0, 3], [1, 8, 8]];
        using var tabled = Written(model with { MaximumPositions = LastTabled }, type);
        using var computed = Written(model with { MaximumPositions = LastTabled + 1 }, type);

        var past = tabled.Run([prefix], [[0]]).Presents;
        var expected = tabled.Run(rows, positions, past);
        var actual = computed.Run(rows, positions, computed.Run([prefix], [[0]]).Presents);

        actual.Logits.Should().Equal(expected.Logits);
        actual.Presents.Zip(expected.Presents).Should().OnlyContain(pair => pair.First.SequenceEqual(pair.Second));
        expected.Logits.Should().NotEqual(tabled.Run(rows, positions).Logits, "positions have to mean something");
    }

    // One token whose logits are requested twice. At 13,591 and 26,548, the sine a quarter of a turn ahead differs from the cosine.
    [Theory]
    [InlineData(13_591)]
    [InlineData(26_548)]
    [InlineData(LastTabled - 1)]
    public void A_late_position_is_rotated_as_by_tables(int position)
    {
        var model = Named("llama") with { Layers = 1 };
        using var tabled = Written(model with { MaximumPositions = LastTabled }, WeightType.Float32);
        using var computed = Written(model with { MaximumPositions = LastTabled + 1 }, WeightType.Float32);
        var random = new Random(1);
        float[][] past = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, position * 16).Select(_ => random.NextSingle()).ToArray())];

        var expected = tabled.Run([[5]], [[0, 0]], past);
        var actual = computed.Run([[5]], [[0, 0]], past);

        actual.Presents[0][^16..].Should().Equal(expected.Presents[0][^16..]);
        actual.Logits.Should().Equal(expected.Logits);
    }

    [Fact]
    public void A_model_of_long_texts_is_not_larger_for_its_positions()
    {
        using var _ = Written(Named("two rotations") with { MaximumPositions = 1 << 24 }, WeightType.Float32);

        new FileInfo(_folder[$"{1 << 24}.onnx"]).Length.Should().BeLessThan(1 << 18);
    }

    private static DecoderConfiguration Named(string name) => SmallLlama.Grouped with
    {
        RopeTheta = 10_000,
        RopeScaling = name == "yarn" ? new YarnScaling(4, 64, 32, 1, IsTruncated: true, 1.14) : null,
        Variant = name switch
        {
            "neighbours" => new() { RotatesInterleaved = true },
            "two rotations" => new() { Layers = [new(4, new(500, null)), new(null, new(1_000_000, new LinearScaling(8)))] },
            "a layer that does not rotate" => new() { Layers = [new(null, null), new(null, new(10_000, null))] },
            _ => DecoderVariant.Llama,
        },
    };

    private GraphRunner Written(DecoderConfiguration model, WeightType type)
    {
        var path = _folder[$"{model.MaximumPositions}.onnx"];
        DecoderGraph.Write(path, model, SmallLlama.Weights(model), type);
        return new(path, model);
    }
}
