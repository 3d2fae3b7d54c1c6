using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>The zero points of a matrix's tiles, arranged like its scales: packed along rows, or one byte each.</summary>
/// <param name="Scales">The scales.</param>
/// <param name="Stored">Reads the zero points of rows of tiles.</param>
internal sealed record ZeroGrid(ScaleGrid Scales, RowReader<byte> Stored)
{
    /// <summary>Finds the zero points of a matrix.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="outputs">Number of rows of the matrix.</param>
    /// <param name="scales">Its scales.</param>
    /// <param name="bits">Number of bits of a number.</param>
    /// <exception cref="InvalidInputException">The tensor is missing, or has another shape or type.</exception>
    public static ZeroGrid Find(SafetensorsCheckpoint checkpoint, string name, int outputs, ScaleGrid scales, int bits)
    {
        var rows = InputGroups.CountOf(outputs, scales.RowsEach);
        if (checkpoint.EntryOf(name).Type == "I8")
        {
            var signed = new SignedTensor(checkpoint, name);
            return checkpoint.EntryOf(name).Count == (long)rows * scales.Columns
                ? new(scales, (first, values) => signed.Read((long)first * scales.Columns, 1 << (bits - 1), values))
                : throw checkpoint.Error(name, $"has {checkpoint.EntryOf(name).Count} zero points; expected one for each scale, {rows * scales.Columns}.");
        }

        var packed = new PackedTensor(checkpoint, name, bits);
        checkpoint.Require(name, "I32", [packed.WordsOf(rows), scales.Columns]);
        byte[]? all = null;
        return new(scales, (first, values) =>
        {
            // A word contains zero points of several rows, so that reading a part of the rows would read as many words.
            all ??= Columns();
            for (var index = 0; index < values.Length; index++)
            {
                values[index] = all[(index % scales.Columns * rows) + first + (index / scales.Columns)];
            }
        });

        byte[] Columns()
        {
            var columns = new byte[rows * scales.Columns];
            packed.ReadColumns(rows, scales.Columns, 0, columns);
            return columns;
        }
    }

    /// <summary>Reads the zero points of some rows; rows of the same tile have them once.</summary>
    public void Read(int row, Span<byte> zeros)
    {
        var (count, columns) = (zeros.Length / Scales.Columns, Scales.Columns);
        var (first, last) = (row / Scales.RowsEach, (row + count - 1) / Scales.RowsEach);
        var tiles = new byte[(last - first + 1) * columns];
        Stored(first, tiles);
        for (var index = 0; index < count; index++)
        {
            tiles.AsSpan((((row + index) / Scales.RowsEach) - first) * columns, columns).CopyTo(zeros[(index * columns)..]);
        }
    }
}
