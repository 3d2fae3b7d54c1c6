using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The rows of a fused matrix, or the values of a fused bias, that belong to one of its projections: groups of consecutive rows at equal distances.
/// </summary>
/// <param name="Name">Name of the fused weight.</param>
/// <param name="Total">Number of its rows.</param>
/// <param name="First">Index of the projection's first row.</param>
/// <param name="Together">Number of consecutive rows in a group.</param>
/// <param name="Distance">Distance between the first rows of two groups.</param>
internal sealed record FusedRows(string Name, int Total, int First, int Together, int Distance)
{
    private delegate void SegmentReader<T>(long offset, Span<T> values);

    /// <summary>Finds the rows of a projection.</summary>
    /// <param name="name">Name of its weight or bias in the graph.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <returns>The rows; null where the checkpoint stores the projection separately, or the weight is not that of a projection.</returns>
    public static FusedRows? Find(string name, DecoderConfiguration configuration)
    {
        var (fused, part) = (configuration.Variant.Fused, name.Split('.')[^2]);
        var (queries, keys) = (configuration.Heads * configuration.HeadSize, configuration.KeyValueHeads * configuration.HeadSize);
        var inner = configuration.IntermediateSize;
        return (part, fused) switch
        {
            ("q_proj" or "k_proj" or "v_proj", FusedProjections.AttentionByGroups) => ByGroups(),
            ("q_proj", FusedProjections.Attention or FusedProjections.All) => Consecutive("qkv_proj", queries + (2 * keys), 0, queries),
            ("k_proj", FusedProjections.Attention or FusedProjections.All) => Consecutive("qkv_proj", queries + (2 * keys), queries, keys),
            ("v_proj", FusedProjections.Attention or FusedProjections.All) => Consecutive("qkv_proj", queries + (2 * keys), queries + keys, keys),
            ("gate_proj", FusedProjections.FeedForward or FusedProjections.All) => Consecutive("gate_up_proj", 2 * inner, 0, inner),
            ("up_proj", FusedProjections.FeedForward or FusedProjections.All) => Consecutive("gate_up_proj", 2 * inner, inner, inner),
            _ => null,
        };

        FusedRows Consecutive(string whole, int total, int first, int count) =>
            new(name.Replace(part, whole, StringComparison.Ordinal), total, first, count, count);

        FusedRows ByGroups()
        {
            var shared = queries / configuration.KeyValueHeads;
            var (first, count) = part switch
            {
                "q_proj" => (0, shared),
                "k_proj" => (shared, configuration.HeadSize),
                _ => (shared + configuration.HeadSize, configuration.HeadSize),
            };
            return new(
                name.Replace(part, "qkv_proj", StringComparison.Ordinal), queries + (2 * keys), first, count, shared + (2 * configuration.HeadSize));
        }
    }

    /// <summary>Returns the index in the fused matrix of a row of the projection.</summary>
    public int NumberOf(int row) => First + (row / Together * Distance) + (row % Together);

    /// <summary>Reads a segment of the projection.</summary>
    /// <param name="weights">The source of the fused weight.</param>
    /// <param name="width">Number of values in a row.</param>
    /// <param name="offset">Index of the first value, within the projection.</param>
    /// <param name="values">Receives the values.</param>
    public void Read(IWeightSource weights, int width, long offset, Span<float> values) =>
        Read<float>((from, some) => weights.Read(Name, from, some), width, offset, values);

    /// <summary>Creates a reader for rows of the projection from a reader for rows of the fused matrix.</summary>
    /// <param name="fused">Reads the fused matrix.</param>
    /// <param name="width">Number of values in a row.</param>
    public RowReader<T> Of<T>(RowReader<T> fused, int width) =>
        (row, values) => Read((from, some) => fused((int)(from / width), some), width, (long)row * width, values);

    private void Read<T>(SegmentReader<T> fused, int width, long offset, Span<T> values)
    {
        while (values.Length > 0)
        {
            var (row, column) = ((int)(offset / width), offset % width);
            var count = (int)Math.Min(values.Length, ((Together - (row % Together)) * (long)width) - column);
            fused(((long)NumberOf(row) * width) + column, values[..count]);
            offset += count;
            values = values[count..];
        }
    }
}
