using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>The scales of a matrix's tiles.</summary>
/// <param name="Name">Name of the tensor [rows, columns] with the scales.</param>
/// <param name="Columns">Number of tiles per row.</param>
/// <param name="RowsEach">Number of rows in a tile.</param>
/// <param name="ColumnsEach">Number of columns in a tile.</param>
internal sealed record ScaleGrid(string Name, int Columns, int RowsEach, int ColumnsEach)
{
    /// <summary>Finds the scales of a matrix.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">Name of the tensor: one value, one for each row, or one for each tile (dimensions of size 1 may be omitted, or follow each).</param>
    /// <param name="outputs">Number of rows of the matrix.</param>
    /// <param name="inputs">Number of columns of the matrix.</param>
    /// <param name="tile">Rows and columns of a tile, where the format specifies them.</param>
    /// <exception cref="InvalidInputException">The tensor is missing, or has another shape or type.</exception>
    public static ScaleGrid Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs, (int Rows, int Columns)? tile)
    {
        var shape = checkpoint.EntryOf(name).Shape;
        checkpoint.RequireNumbers(name);
        var (rows, columns) = tile ?? (1, inputs);
        long[] tiles = [InputGroups.CountOf(outputs, rows), InputGroups.CountOf(inputs, columns)];
        return shape switch
        {
            [] or [1] or [1, 1] => new(name, 1, outputs, inputs),
            _ when shape.SequenceEqual(tiles) => new(name, (int)tiles[1], rows, columns),
            [var down, 1, var across, 1] when tile is not null && tiles.SequenceEqual([down, across]) => new(name, (int)tiles[1], rows, columns),
            [var each] when tiles.Contains(1) && each == tiles.Max() => new(name, (int)tiles[1], rows, columns),
            [var each] when each == outputs => new(name, 1, 1, inputs),
            [var each, 1] when each == outputs => new(name, 1, 1, inputs),
            _ => throw checkpoint.Error(
                name,
                $"has the shape [{string.Join(", ", shape)}]; expected a single scale, one for each of {outputs} rows, "
                + $"or [{string.Join(", ", tiles)}], one for each tile of {rows}x{columns}."),
        };
    }

    /// <summary>Reads the scales of some rows, tile by tile for each row.</summary>
    public void Read(SafetensorsCheckpoint checkpoint, int row, Span<float> scales)
    {
        var (first, last) = (row / RowsEach, (row + (scales.Length / Columns) - 1) / RowsEach);
        var tiles = new float[(last - first + 1) * Columns];
        checkpoint.Read(Name, (long)first * Columns, tiles);
        if (Array.Find(tiles, scale => !float.IsFinite(scale)) is not 0 and var wrong)
        {
            throw checkpoint.Error(Name, $"has the scale {wrong}; expected finite numbers.");
        }

        for (var index = 0; index < scales.Length / Columns; index++)
        {
            tiles.AsSpan((((row + index) / RowsEach) - first) * Columns, Columns).CopyTo(scales[(index * Columns)..]);
        }
    }
}
