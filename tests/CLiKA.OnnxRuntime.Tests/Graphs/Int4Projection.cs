using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>
/// Matrices of whole numbers in 4 bits, with a scale and perhaps a zero point for each 32 of a row, as the onnxruntime-genai model builder
/// writes them.
/// </summary>
/// <param name="hasZeroPoints">Whether blocks have zero points; otherwise it is 8 for all.</param>
/// <param name="accuracyLevel">What activations may be rounded to: 0 or 1 to nothing below 32 bits, 4 to 8 bits in blocks of a row.</param>
/// <param name="type">Type that the graph computes with.</param>
internal sealed class Int4Projection(bool hasZeroPoints, int accuracyLevel, OnnxElementType type) : IProjection
{
    private const int BlockSize = 32;

    public OnnxElementType Type => type;

    public string Multiply(OnnxGraph graph, string name, string input, float[] weight, int inputs)
    {
        var outputs = weight.Length / inputs;
        var rows = weight.Chunk(inputs).Select(row => row.Chunk(BlockSize).Select(Quantized).ToArray()).ToArray();
        var blocks = rows[0].Length;
        byte[] stored = [.. rows.SelectMany(row => row.SelectMany(block => Packed(block.Numbers, BlockSize)))];
        float[] scales = [.. rows.SelectMany(row => row.Select(block => block.Scale))];
        string[] tensors =
        [
            Tensors.Bytes(graph, $"{name}.weight_Q4", [outputs, blocks, BlockSize / 2], stored),
            Tensors.Floats(graph, $"{name}.weight_scales", type, [outputs * blocks], scales),
        ];
        if (hasZeroPoints)
        {
            byte[] zeros = [.. rows.SelectMany(row => Packed([.. row.Select(block => block.Zero)], blocks))];
            tensors = [.. tensors, Tensors.Bytes(graph, $"{name}.weight_zp", [zeros.Length], zeros)];
        }

        return graph.Node(
            "com.microsoft:MatMulNBits",
            name,
            [input, .. tensors],
            ("accuracy_level", accuracyLevel),
            ("bits", 4),
            ("block_size", BlockSize),
            ("K", inputs),
            ("N", outputs));
    }

    public float[] Remaining(float[] weight, int inputs) =>
    [
        .. weight.Chunk(inputs).SelectMany(row => row.Chunk(BlockSize).SelectMany(block =>
        {
            var (numbers, scale, zero) = Quantized(block);
            return numbers.Select(number => (number - zero) * scale);
        })),
    ];

    public double[][] Rounded(double[][] rows) => accuracyLevel < 4
        ? rows
        : Array.ConvertAll(rows, row => row.Chunk(BlockSize).SelectMany(block =>
        {
            var scale = block.Max(Math.Abs) / 127;
            return block.Select(value => Math.Round(value / scale) * scale);
        }).ToArray());

    // Two numbers a byte, the first in its lower half; what a block lacks is 0.
    private static IEnumerable<byte> Packed(byte[] numbers, int count) => Enumerable.Range(0, (count + 1) / 2)
        .Select(pair => (byte)(numbers.ElementAtOrDefault(2 * pair) | (numbers.ElementAtOrDefault((2 * pair) + 1) << 4)));

    private (byte[] Numbers, float Scale, byte Zero) Quantized(float[] block)
    {
        var (low, high) = (MathF.Min(0, block.Min()), MathF.Max(0, block.Max()));
        var exact = hasZeroPoints ? (high - low) / 15 : MathF.Max(high, -low) / 7;
        var scale = type == OnnxElementType.Float16 ? (float)(Half)exact : exact;
        var zero = hasZeroPoints ? MathF.Round(-low / scale) : 8;
        return ([.. block.Select(value => (byte)Math.Clamp(MathF.Round(value / scale) + zero, 0, 15))], scale, (byte)zero);
    }
}
