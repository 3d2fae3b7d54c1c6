using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>
/// Matrices of whole numbers in 8 bits with one scale, as ONNX Runtime's quantizer and with it Optimum writes them. Where activations are
/// quantized too, their scale is that of the whole batch.
/// </summary>
internal sealed class Int8Projection(bool quantizesActivations) : IProjection
{
    // Quantizers leave one of the 8 bits empty, where sums of two products could leave 16 bits on processors without VNNI.
    private const int Largest = 63;

    private readonly HashSet<string> _quantized = [];

    public OnnxElementType Type => OnnxElementType.Float;

    public string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs)
    {
        var numbers = Tensors.Turned(Numbers(weight), inputs);
        var stored = Tensors.SignedBytes(graph, $"{name}.weight_quantized", [inputs, weight.Length / inputs], numbers);
        var scale = Tensors.Floats(graph, $"{name}.weight_scale", OnnxElementType.Float, [], [Scale(weight)]);
        var zero = Tensors.SignedBytes(graph, $"{name}.weight_zero_point", [], [0]);
        if (!quantizesActivations)
        {
            return graph.Node("MatMul", name, [input, graph.Node("DequantizeLinear", $"{name}.weight", [stored, scale, zero])]);
        }

        if (_quantized.Add(input))
        {
            graph.Node("DynamicQuantizeLinear", [$"{input}_quantized", $"{input}_scale", $"{input}_zero_point"], [input]);
        }

        var product = graph.Node(
            "MatMulInteger", $"{name}_output_quantized", [$"{input}_quantized", stored, $"{input}_zero_point", zero]);
        var real = graph.Node("Cast", $"{name}_output_real", [product], ("to", (int)OnnxElementType.Float));
        return graph.Node("Mul", name, [real, graph.Node("Mul", $"{name}_scales", [$"{input}_scale", scale])]);
    }

    public float[] Remaining(float[] weight, int inputs) => Array.ConvertAll(Numbers(weight), number => number * Scale(weight));

    // As DynamicQuantizeLinear is defined: one scale and one zero point for all rows, with 0 among the numbers.
    public double[][] Rounded(double[][] rows)
    {
        if (!quantizesActivations)
        {
            return rows;
        }

        var (low, high) = (Math.Min(0, rows.Min(row => row.Min())), Math.Max(0, rows.Max(row => row.Max())));
        var scale = (high - low) / 255;
        var zero = Math.Round(-low / scale);
        return Array.ConvertAll(rows, row => Array.ConvertAll(
            row, value => (Math.Clamp(Math.Round(value / scale) + zero, 0, 255) - zero) * scale));
    }

    private static float Scale(float[] weight) => weight.Max(Math.Abs) / Largest;

    private static sbyte[] Numbers(float[] weight)
    {
        var scale = Scale(weight);
        return Array.ConvertAll(weight, value => (sbyte)MathF.Round(value / scale));
    }
}
