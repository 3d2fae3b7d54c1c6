using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Matrices of whole numbers in 8 bits, as ONNX Runtime's quantizer and with it Optimum writes them.</summary>
/// <param name="quantizesActivations">Whether activations become whole numbers too, with a scale of the whole batch.</param>
/// <param name="isPerChannel">Whether every column has its scale; otherwise the matrix has one.</param>
internal sealed class Int8Projection(bool quantizesActivations, bool isPerChannel) : IProjection
{
    // The quantizer's reduce_range: 7 of the 8 bits, since sums of two products can leave 16 bits on processors without VNNI.
    private const int Largest = 63;

    private readonly HashSet<string> _quantized = [];

    public OnnxElementType Type => OnnxElementType.Float;

    // One scale would be that of all three.
    public bool JoinsQueriesKeysAndValues => false;

    public string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs)
    {
        var outputs = weight.Length / inputs;
        var scales = Scales(weight, inputs);
        long[] shape = isPerChannel ? [outputs] : [];
        var numbers = Tensors.Transposed(Numbers(weight, inputs), inputs);
        var stored = Tensors.SignedBytes(graph, $"{name}.weight_quantized", [inputs, outputs], numbers);
        var scale = Tensors.Floats(graph, $"{name}.weight_scale", OnnxElementType.Float, shape, scales);
        var zero = Tensors.SignedBytes(graph, $"{name}.weight_zero_point", shape, new sbyte[scales.Length]);
        if (!quantizesActivations)
        {
            var dequantized = graph.Node("DequantizeLinear", $"{name}.weight", [stored, scale, zero], ("axis", 1));
            return graph.Node("MatMul", name, [input, dequantized]);
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

    public float[] Remaining(float[] weight, int inputs)
    {
        var (numbers, scales) = (Numbers(weight, inputs), Scales(weight, inputs));
        return [.. numbers.Select((number, index) => number * scales[isPerChannel ? index / inputs : 0])];
    }

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

    private float[] Scales(float[] weight, int inputs) =>
        [.. weight.Chunk(isPerChannel ? inputs : weight.Length).Select(column => column.Max(Math.Abs) / Largest)];

    private sbyte[] Numbers(float[] weight, int inputs)
    {
        var scales = Scales(weight, inputs);
        return [.. weight.Select((value, index) => (sbyte)MathF.Round(value / scales[isPerChannel ? index / inputs : 0]))];
    }
}
