using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Layers;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

public sealed class DecoderNormsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // 0.0004 beside one is less than half a step of 16 bits. Seen is what a norm multiplies by: the CPU, which has no sums of 16 bits, would
    // not lose it, and a GPU does.
    [Theory]
    [InlineData(WeightType.Float32)]
    [InlineData(WeightType.Float16)]
    [InlineData(WeightType.Float16Compute)]
    public void A_norm_around_one_keeps_small_weights_in_16_bits(WeightType type)
    {
        float[] weight = [0.0004f, -0.25f, 3, 0];
        float[] values = [3, 4, 0, -12];
        var model = SmallLlama.Grouped with { NormEpsilon = 0, Variant = new() { NormKind = NormKind.RmsNormAroundOne } };
        var graph = new OnnxGraph();
        var weights = new GraphWeights(graph, new ArrayWeights(_ => weight), type);
        graph.Input("x", weights.Computed, 1, 4);
        graph.Output(new DecoderNorms(graph, model, weights).Add("norm", "x", 4), weights.Computed, 1, 4);
        graph.Output("norm.scale", OnnxElementType.Float, 4);
        OnnxModelFile.Write(_folder["norm.onnx"], graph, int.MaxValue);
        using var session = new InferenceSession(_folder["norm.onnx"]);
        var isHalf = type == WeightType.Float16Compute;
        using var x = isHalf
            ? OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, value => (Float16)value), [1, 4])
            : OrtValue.CreateTensorValueFromMemory(values, [1, 4]);
        using var options = new RunOptions();

        using var outputs = session.Run(options, ["x"], [x], ["norm", "norm.scale"]);

        var scale = outputs[1].GetTensorDataAsSpan<float>().ToArray();
        scale.Zip(weight, (one, other) => Math.Abs(one - 1 - other)).Max().Should().BeLessThan(2e-7f);
        var normal = isHalf ? Array.ConvertAll(outputs[0].GetTensorDataAsSpan<Float16>().ToArray(), value => (float)value)
            : outputs[0].GetTensorDataAsSpan<float>().ToArray();
        normal.Zip(values.Zip(weight, (value, one) => value / 6.5f * (1 + one)), (actual, expected) => Math.Abs(actual - expected))
            .Max().Should().BeLessThan(isHalf ? 1e-3f : 1e-6f);
    }
}
