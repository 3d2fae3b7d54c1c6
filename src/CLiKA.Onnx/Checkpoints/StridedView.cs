namespace CLiKA.Onnx.Checkpoints;

/// <summary>A strided view of a weight in a segment that contains other values too.</summary>
/// <param name="Length">Number of values in the segment.</param>
/// <param name="Columns">Number of columns of the weight.</param>
/// <param name="Start">Offset of its first value.</param>
/// <param name="RowStep">Distance between its rows.</param>
/// <param name="ColumnStep">Distance between its columns.</param>
internal sealed record StridedView(int Length, int Columns, int Start, int RowStep, int ColumnStep)
{
    /// <summary>Copies values out of the segment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="offset">Index in the weight of the first value.</param>
    /// <param name="values">Receives the values.</param>
    public void Gather(ReadOnlySpan<float> segment, long offset, Span<float> values)
    {
        var (row, column) = Math.DivRem((int)offset, Columns);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = segment[Start + (row * RowStep) + (column * ColumnStep)];
            if (++column == Columns)
            {
                (row, column) = (row + 1, 0);
            }
        }
    }
}
