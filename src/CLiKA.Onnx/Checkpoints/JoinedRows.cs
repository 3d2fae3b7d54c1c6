using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>Which rows of a joined matrix, or values of a joined bias, belong to one of its projections: some at a time, at equal distances.</summary>
/// <param name="Name">Name of the joined weight.</param>
/// <param name="Total">How many rows it has.</param>
/// <param name="First">The first row of the projection.</param>
/// <param name="Together">How many of its rows stand together.</param>
/// <param name="Distance">How far the first of those is from the first of the next.</param>
internal sealed record JoinedRows(string Name, int Total, int First, int Together, int Distance)
{
    private delegate void StretchReader<T>(long offset, Span<T> values);

    /// <summary>Reads a stretch of the projection.</summary>
    /// <param name="weights">Gives the joined weight.</param>
    /// <param name="width">How many values a row has.</param>
    /// <param name="offset">Index of the first value, within the projection.</param>
    /// <param name="values">Where the values go.</param>
    public void Read(IWeightSource weights, int width, long offset, Span<float> values) =>
        Read<float>((from, some) => weights.Read(Name, from, some), width, offset, values);

    /// <summary>What reads rows of the projection, where something reads those of the joined matrix.</summary>
    /// <param name="joined">Reads the joined matrix.</param>
    /// <param name="width">How many values a row has.</param>
    public RowReader<T> Of<T>(RowReader<T> joined, int width) =>
        (row, values) => Read((from, some) => joined((int)(from / width), some), width, (long)row * width, values);

    private void Read<T>(StretchReader<T> joined, int width, long offset, Span<T> values)
    {
        while (values.Length > 0)
        {
            var (row, column) = (offset / width, offset % width);
            var within = row % Together;
            var count = (int)Math.Min(values.Length, ((Together - within) * width) - column);
            joined(((First + (row / Together * Distance) + within) * width) + column, values[..count]);
            offset += count;
            values = values[count..];
        }
    }
}
