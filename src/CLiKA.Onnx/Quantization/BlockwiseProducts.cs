using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// Adds products with quantized integer matrices to a graph, by ONNX Runtime's operator MatMulNBits: with a scale for each block of a row's inputs,
/// and in 32 bits unless a matrix allows its inputs to be rounded.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="computed">The type of the computation.</param>
internal sealed class BlockwiseProducts(OnnxGraph graph, OnnxElementType computed)
{
    /// <summary>Suffix of the initializer with a matrix's integers.</summary>
    public const string NumbersSuffix = ".numbers";

    // The operator's accuracy levels: no input below 32 bits, or 8 bits.
    private const int Exact = 1;
    private const int EightBits = 4;

    // With larger blocks of rounded inputs the last bits of a row depend on the number of rows (ONNX Runtime 1.31).
    private const int LargestBlock = 128;
    private const int LargestRoundedBlock = 32;

    // 16 MiB of a matrix are held in memory while it is written.
    private const int MostNumbers = 1 << 24;

    private readonly Dictionary<string, List<(int[] Order, string Name)>> _ordered = new(StringComparer.Ordinal);

    /// <summary>Returns whether the operator can represent a matrix without loss.</summary>
    public static bool Takes(IntegerMatrix matrix) => BlockOf(matrix) is not null;

    /// <summary>Adds a product.</summary>
    /// <param name="output">Name of the product.</param>
    /// <param name="input">Name of the values [..., inputs].</param>
    /// <param name="name">HuggingFace's name of the matrix.</param>
    /// <param name="matrix">A matrix that the operator <see cref="Takes"/>.</param>
    /// <returns>The name of the product.</returns>
    public string Add(string output, string input, string name, IntegerMatrix matrix)
    {
        var block = BlockOf(matrix)!.Value;
        var blocks = (matrix.Inputs + block - 1) / block;
        var stored = computed == OnnxElementType.Float ? WeightType.Float32 : WeightType.Float16;
        List<string> inputs =
        [
            matrix.Groups.Order is { } order ? Ordered(input, order) : input,
            graph.Initializer(new(
                name + NumbersSuffix, OnnxElementType.UInt8, [matrix.Outputs, blocks, block * matrix.Bits / 8],
                stream => InRows(matrix, row => WriteNumbers(stream, matrix, row, blocks * block)))),
            graph.Initializer(new(
                $"{name}.scales", computed, [matrix.Outputs * (long)blocks],
                stream => WriteBlocks(matrix, matrix.Scales, blocks, scales => WeightBytes.Write(stream, name, scales, stored)))),
        ];
        if (matrix.Zeros is { } zeros)
        {
            inputs.Add(graph.Initializer(new(
                $"{name}.zero_points", OnnxElementType.UInt8, [matrix.Outputs * (long)(((blocks * matrix.Bits) + 7) / 8)],
                stream => WriteBlocks(matrix, zeros, blocks, row => stream.Write(Packed(row, matrix.Bits))))));
        }

        return graph.Node(
            "com.microsoft:MatMulNBits",
            output,
            [.. inputs],
            ("accuracy_level", matrix.RoundsInputs ? EightBits : Exact),
            ("bits", matrix.Bits),
            ("block_size", block),
            ("K", matrix.Inputs),
            ("N", matrix.Outputs));
    }

    private static int? BlockOf(IntegerMatrix matrix) => matrix.Groups.BlockOf(matrix.RoundsInputs ? LargestRoundedBlock : LargestBlock);

    // Queries, keys and values often have the same inputs in the same order.
    private string Ordered(string input, int[] order)
    {
        var known = _ordered.TryGetValue(input, out var list) ? list : _ordered[input] = [];
        var found = known.Find(other => other.Order.AsSpan().SequenceEqual(order));
        if (found.Name is null)
        {
            var name = $"{input}.ordered{(known.Count == 0 ? string.Empty : $".{known.Count}")}";
            var places = graph.Constant($"{name}.places", Array.ConvertAll(order, place => (long)place));
            found = (order, graph.Node("Gather", name, [input, places], ("axis", -1)));
            known.Add(found);
        }

        return found.Name;
    }

    private static void InRows(IntegerMatrix matrix, Action<int> write)
    {
        for (var row = 0; row < matrix.Outputs; row += RowsAtOnce(matrix))
        {
            write(row);
        }
    }

    private static int RowsAtOnce(IntegerMatrix matrix) => Math.Max(1, MostNumbers / matrix.Inputs);

    private static void WriteNumbers(Stream stream, IntegerMatrix matrix, int row, int width)
    {
        var count = Math.Min(RowsAtOnce(matrix), matrix.Outputs - row);
        var numbers = new byte[count * matrix.Inputs];
        matrix.Numbers(row, numbers);
        var padded = new byte[width];
        for (var index = 0; index < count; index++)
        {
            var own = numbers.AsSpan(index * matrix.Inputs, matrix.Inputs);
            for (var place = 0; place < own.Length; place++)
            {
                padded[place] = own[matrix.Groups.Order?[place] ?? place];
            }

            stream.Write(Packed(padded, matrix.Bits));
        }
    }

    // Repeats the values of each group for its blocks.
    private static void WriteBlocks<T>(IntegerMatrix matrix, RowReader<T> read, int blocks, Action<T[]> write)
    {
        var (groups, size) = (matrix.Groups, BlockOf(matrix)!.Value);
        InRows(matrix, row =>
        {
            var of = new T[Math.Min(RowsAtOnce(matrix), matrix.Outputs - row) * groups.Count];
            read(row, of);
            var each = new T[blocks];
            for (var start = 0; start < of.Length; start += groups.Count)
            {
                for (var block = 0; block < blocks; block++)
                {
                    each[block] = of[start + (int)((long)block * size / groups.Size)];
                }

                write(each);
            }
        });
    }

    // Two 4-bit numbers to a byte, the first in its lower half.
    private static byte[] Packed(byte[] numbers, int bits)
    {
        if (bits == 8)
        {
            return numbers;
        }

        var packed = new byte[(numbers.Length + 1) / 2];
        for (var index = 0; index < numbers.Length; index++)
        {
            packed[index / 2] |= (byte)(numbers[index] << (4 * (index % 2)));
        }

        return packed;
    }
}
