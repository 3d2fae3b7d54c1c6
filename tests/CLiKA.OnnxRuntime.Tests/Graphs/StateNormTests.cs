using CLiKA.Onnx;
using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Decoders.States;
using CLiKA.Onnx.Files;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

public sealed class StateNormTests : IDisposable
{
    private const int Size = 64;
    private const double Epsilon = 1e-5;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // What passes is as large as the epsilon, or smaller, and the norm enlarges it several hundred times.
    [Theory]
    [InlineData(0)]
    [InlineData(-8)]
    [InlineData(-12)]
    [InlineData(-100)]
    public void A_group_whose_gates_are_all_almost_closed_is_normalized_exactly(int gate)
    {
        var random = new Random(1);
        float[] gates = [.. Enumerable.Range(0, Size).Select(_ => (float)(gate + random.NextDouble() - 0.5))];
        float[] outputs = [.. Enumerable.Range(0, Size).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        double[] gated = [.. outputs.Zip(gates, (value, x) => value * x / (1 + Math.Exp(-(double)x)))];
        var size = Math.Sqrt(gated.Average(value => value * value) + Epsilon);

        Run(outputs, gates).Zip(gated, (actual, value) => Math.Abs(actual - (value / size))).Max().Should().BeLessThan(2e-6);
    }

    private float[] Run(float[] outputs, float[] gates)
    {
        var graph = new OnnxGraph();
        var weights = new GraphWeights(graph, new ArrayWeights(_ => [.. Enumerable.Repeat(1f, Size)]), WeightType.Float32);
        graph.Input("output", OnnxElementType.Float, 1, 1, Size);
        graph.Input("gate", OnnxElementType.Float, 1, 1, Size);
        var norm = new StateNorm(graph, new(Heads: 2, Groups: 1, HeadSize: Size / 2, StateSize: 4, Length: 4) { Layers = [0] }, weights, Epsilon);
        graph.Output(norm.Add("mamba", "output", "gate"), OnnxElementType.Float, 1, 1, Size);
        OnnxModelFile.Write(_folder["norm.onnx"], graph, int.MaxValue);
        using var session = new InferenceSession(_folder["norm.onnx"]);
        using var output = OrtValue.CreateTensorValueFromMemory(outputs, [1, 1, Size]);
        using var gate = OrtValue.CreateTensorValueFromMemory(gates, [1, 1, Size]);
        using var options = new RunOptions();
        using var results = session.Run(options, ["output", "gate"], [output, gate], session.OutputNames);
        return results[0].GetTensorDataAsSpan<float>().ToArray();
    }
}
