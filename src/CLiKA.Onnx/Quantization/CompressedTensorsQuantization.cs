using System.Runtime.InteropServices;
using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// The format of vLLM's compressed-tensors: <c>weight_packed</c> [outputs, inputs / n] with numbers that are stored with half their range added,
/// or <c>weight</c> in I8 or F8_E4M3; <c>weight_scale</c>, <c>weight_zero_point</c>, and <c>weight_g_idx</c> where columns were quantized in the
/// order of their activations. Each tensor says how its numbers are stored; what was not quantized has <c>weight</c> in 16 or 32 bits.
/// </summary>
/// <param name="Description">The format and what it does, in words.</param>
/// <param name="Bits">Bits that packed weights may have.</param>
/// <param name="GroupSizes">How many inputs may share a scale.</param>
/// <param name="HasZeros">Whether all matrices have zero points; otherwise those have them whose tensors are there.</param>
/// <param name="Tile">Rows and columns that share a scale, where the format says both.</param>
internal sealed record CompressedTensorsQuantization(
    string Description, IReadOnlyCollection<int> Bits, IReadOnlyCollection<int> GroupSizes, bool HasZeros, (int Rows, int Columns)? Tile)
    : CheckpointQuantization(Description)
{
    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        if (checkpoint.Has($"{name}.weight_packed"))
        {
            return Packed(checkpoint, name, outputs, inputs);
        }

        var weight = $"{name}.weight";
        return !IsQuantized(checkpoint, weight) ? null
            : checkpoint.Found(weight).Type == "I8" ? Plain(checkpoint, name, outputs, inputs)
            : Float8Matrix.Find(checkpoint, weight, $"{weight}_scale", outputs, inputs, Tile);
    }

    private IntegerMatrix Packed(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var packed = $"{name}.weight_packed";
        var stored = checkpoint.Found(packed).Shape;
        var bits = Bits.FirstOrDefault(number => stored.SequenceEqual([outputs, Words(inputs, number)]), Bits.First());
        checkpoint.Require(packed, "I32", [outputs, Words(inputs, bits)]);
        var numbers = new PackedTensor(checkpoint, packed, bits);
        return Matrix(checkpoint, name, outputs, inputs, bits, (row, values) => numbers.ReadRows(inputs, row, values));
    }

    private IntegerMatrix Plain(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        var weight = $"{name}.weight";
        checkpoint.Require(weight, "I8", [outputs, inputs]);
        return Matrix(checkpoint, name, outputs, inputs, 8, (row, values) => ReadSigned(checkpoint, weight, (long)row * inputs, values));
    }

    private IntegerMatrix Matrix(
        SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs, int bits, RowReader<byte> numbers)
    {
        var tile = Tile ?? TileOf(checkpoint, $"{name}.weight_scale", outputs, inputs);
        var scales = ScaleGrid.Find(checkpoint, $"{name}.weight_scale", outputs, inputs, tile);
        var groups = GroupsOf(checkpoint, $"{name}.weight_g_idx", inputs, scales);
        return new(
            outputs,
            inputs,
            bits,
            groups,
            numbers,
            (row, values) => scales.Read(checkpoint, row, values),
            Zeros(checkpoint, $"{name}.weight_zero_point", outputs, scales, bits));
    }

    // A tensor tells the number of its groups alone.
    private (int Rows, int Columns)? TileOf(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs) =>
        checkpoint.Found(name).Shape is [var rows, > 1 and var groups] && rows == outputs
        && GroupSizes.FirstOrDefault(size => InputGroups.CountOf(inputs, size) == groups) is > 0 and var group
            ? (1, group)
            : null;

    private static InputGroups GroupsOf(SafetensorsCheckpoint checkpoint, string name, int inputs, ScaleGrid scales)
    {
        if (!checkpoint.Has(name))
        {
            return InputGroups.Of(inputs, scales.ColumnsEach);
        }

        // Where nothing was reordered, every number may be -1.
        checkpoint.Require(name, "I32", [inputs]);
        var first = new int[1];
        checkpoint.ReadBytes(name, 0, MemoryMarshal.AsBytes(first.AsSpan()));
        return first[0] == -1
            ? InputGroups.Of(inputs, scales.ColumnsEach)
            : IndexedGroups.Read(checkpoint, name, inputs, scales.ColumnsEach, scales.Columns);
    }

    private RowReader<byte>? Zeros(SafetensorsCheckpoint checkpoint, string name, int outputs, ScaleGrid scales, int bits)
    {
        if (!HasZeros && !checkpoint.Has(name))
        {
            return null;
        }

        var rows = InputGroups.CountOf(outputs, scales.RowsEach);
        if (checkpoint.Found(name).Type == "I8")
        {
            if (checkpoint.Found(name).Count != (long)rows * scales.Columns)
            {
                throw checkpoint.Error(name, $"has {checkpoint.Found(name).Count} zero points; expected as many as scales, {rows * scales.Columns}.");
            }

            return (row, zeros) => Each(row, zeros, scales, (first, values) =>
            {
                ReadSigned(checkpoint, name, (long)first * scales.Columns, values);
                Shift(values, (1 << (bits - 1)) - 128);
            });
        }

        var packed = new PackedTensor(checkpoint, name, bits);
        checkpoint.Require(name, "I32", [Words(rows, bits), scales.Columns]);
        return (row, zeros) => Each(row, zeros, scales, (first, values) =>
        {
            var all = new byte[rows * scales.Columns];
            packed.ReadColumns(rows, scales.Columns, 0, all);
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = all[(index % scales.Columns * rows) + first + (index / scales.Columns)];
            }
        });
    }

    // Zero points stand as scales do: of rows that share one, it is told once.
    private static void Each(int row, Span<byte> zeros, ScaleGrid scales, RowReader<byte> read)
    {
        var count = zeros.Length / scales.Columns;
        var (first, last) = (row / scales.RowsEach, (row + count - 1) / scales.RowsEach);
        var told = new byte[(last - first + 1) * scales.Columns];
        read(first, told);
        for (var index = 0; index < count; index++)
        {
            told.AsSpan((((row + index) / scales.RowsEach) - first) * scales.Columns, scales.Columns).CopyTo(zeros[(index * scales.Columns)..]);
        }
    }

    private static int Words(int count, int bits) => (count + (32 / bits) - 1) / (32 / bits);

    // With 128 added, so that they are not negative.
    private static void ReadSigned(SafetensorsCheckpoint checkpoint, string name, long offset, Span<byte> values)
    {
        checkpoint.ReadBytes(name, offset, values);
        Shift(values, 128);
    }

    private static void Shift(Span<byte> values, int by)
    {
        foreach (ref var value in values)
        {
            value = unchecked((byte)(value + by));
        }
    }
}
