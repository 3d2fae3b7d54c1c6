using CLiKA.Onnx.Decoders;
using CLiKA.Onnx.Files;
using Microsoft.ML.OnnxRuntime;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

public sealed class RowMomentsTests : IDisposable
{
    private const int Rows = 64;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // Rows of an odd size begin at every place that memory has.
    [Theory]
    [InlineData(7)]
    [InlineData(67)]
    [InlineData(1023)]
    public void The_same_row_has_the_same_bits_wherever_it_stands(int size)
    {
        var random = new Random(size);
        float[] row = [.. Enumerable.Range(0, size).Select(_ => (float)((random.NextDouble() * 3) - 1))];
        var (mean, square) = Run([.. Enumerable.Repeat(row, Rows).SelectMany(values => values)], size);

        mean.Should().HaveCount(Rows).And.OnlyContain(value => value == mean[0]);
        square.Should().HaveCount(Rows).And.OnlyContain(value => value == square[0]);
        ((double)mean[0]).Should().BeApproximately(row.Average(value => (double)value), 1e-6);
        ((double)square[0]).Should().BeApproximately(row.Average(value => (double)value * value), 1e-6);
    }

    private (float[] Mean, float[] Square) Run(float[] values, int size)
    {
        var graph = new OnnxGraph();
        var moments = new RowMoments(graph);
        graph.Input("x", OnnxElementType.Float, "rows", size);
        graph.Output(moments.Mean("mean", "x", size), OnnxElementType.Float, "rows", 1);
        graph.Output(moments.MeanSquare("square", "x", size), OnnxElementType.Float, "rows", 1);
        OnnxModelFile.Write(_folder["moments.onnx"], graph, int.MaxValue);
        using var session = new InferenceSession(_folder["moments.onnx"]);
        using var x = OrtValue.CreateTensorValueFromMemory(values, [values.Length / size, size]);
        using var options = new RunOptions();
        using var outputs = session.Run(options, ["x"], [x], ["mean", "square"]);
        return (outputs[0].GetTensorDataAsSpan<float>().ToArray(), outputs[1].GetTensorDataAsSpan<float>().ToArray());
    }
}
