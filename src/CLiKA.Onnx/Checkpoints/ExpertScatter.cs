namespace CLiKA.Onnx.Checkpoints;

/// <summary>How the rows and columns of a weight stand in a stretch that holds other values too.</summary>
/// <param name="Length">Values of the stretch.</param>
/// <param name="Columns">Columns of the weight.</param>
/// <param name="Start">Where its first value stands.</param>
/// <param name="RowStep">How far its rows are apart.</param>
/// <param name="ColumnStep">How far its columns are apart.</param>
internal sealed record ExpertScatter(int Length, int Columns, int Start, int RowStep, int ColumnStep)
{
    /// <summary>Takes values out of the stretch.</summary>
    /// <param name="stretch">The stretch.</param>
    /// <param name="offset">Place in the weight of the first value.</param>
    /// <param name="values">Where the values go.</param>
    public void Gather(ReadOnlySpan<float> stretch, long offset, Span<float> values)
    {
        var (row, column) = Math.DivRem((int)offset, Columns);
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = stretch[Start + (row * RowStep) + (column * ColumnStep)];
            if (++column == Columns)
            {
                (row, column) = (row + 1, 0);
            }
        }
    }
}
