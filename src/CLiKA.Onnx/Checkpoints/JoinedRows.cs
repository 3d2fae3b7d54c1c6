using CLiKA.Onnx.Architectures;
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

    /// <summary>Finds the rows of a projection.</summary>
    /// <param name="name">Name of its weight or bias in the graph.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <returns>The rows; null where the checkpoint has the projection by itself, or it is none.</returns>
    public static JoinedRows? Find(string name, DecoderConfiguration configuration)
    {
        var (joined, part) = (configuration.Variant.Joined, name.Split('.')[^2]);
        var (queries, keys) = (configuration.Heads * configuration.HeadSize, configuration.KeyValueHeads * configuration.HeadSize);
        var inner = configuration.IntermediateSize;
        return (part, joined) switch
        {
            ("q_proj" or "k_proj" or "v_proj", JoinedProjections.AttentionByGroups) => ByGroups(),
            ("q_proj", JoinedProjections.Attention or JoinedProjections.All) => Behind("qkv_proj", queries + (2 * keys), 0, queries),
            ("k_proj", JoinedProjections.Attention or JoinedProjections.All) => Behind("qkv_proj", queries + (2 * keys), queries, keys),
            ("v_proj", JoinedProjections.Attention or JoinedProjections.All) => Behind("qkv_proj", queries + (2 * keys), queries + keys, keys),
            ("gate_proj", JoinedProjections.FeedForward or JoinedProjections.All) => Behind("gate_up_proj", 2 * inner, 0, inner),
            ("up_proj", JoinedProjections.FeedForward or JoinedProjections.All) => Behind("gate_up_proj", 2 * inner, inner, inner),
            _ => null,
        };

        JoinedRows Behind(string whole, int total, int first, int count) =>
            new(name.Replace(part, whole, StringComparison.Ordinal), total, first, count, count);

        JoinedRows ByGroups()
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

    /// <summary>The number that a row of the projection has in the joined matrix.</summary>
    public int NumberOf(int row) => First + (row / Together * Distance) + (row % Together);

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
            var (row, column) = ((int)(offset / width), offset % width);
            var count = (int)Math.Min(values.Length, ((Together - (row % Together)) * (long)width) - column);
            joined(((long)NumberOf(row) * width) + column, values[..count]);
            offset += count;
            values = values[count..];
        }
    }
}
