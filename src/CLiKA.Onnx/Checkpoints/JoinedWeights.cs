using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint that holds several projections as one, by the names that they have elsewhere: <c>qkv_proj</c> has the rows
/// of queries, keys and values, <c>gate_up_proj</c> those of the gate and of the other half.
/// </summary>
/// <param name="weights">The weights as the checkpoint has them.</param>
/// <param name="configuration">Shape of the model.</param>
internal sealed class JoinedWeights(IWeightSource weights, DecoderConfiguration configuration) : IWeightSource
{
    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (RowsOf(name) is { } rows)
        {
            weights.Require(rows.Name, [rows.Total, .. shape.Skip(1)]);
        }
        else
        {
            weights.Require(name, shape);
        }
    }

    public void Read(string name, long offset, Span<float> values)
    {
        if (RowsOf(name) is { } rows)
        {
            rows.Read(weights, name.EndsWith(".bias", StringComparison.Ordinal) ? 1 : configuration.HiddenSize, offset, values);
        }
        else
        {
            weights.Read(name, offset, values);
        }
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) => RowsOf(name) is { } rows
        ? weights.Quantized(rows.Name, rows.Total, inputs)?.Rows(rows, outputs)
        : weights.Quantized(name, outputs, inputs);

    // Null where the checkpoint has the projection by itself, or it is none.
    private JoinedRows? RowsOf(string name)
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
}
