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
        var (joined, _, rows) = Place(name);
        weights.Require(joined, joined == name ? shape : [rows, shape[1]]);
    }

    public void Read(string name, long offset, Span<float> values)
    {
        var (joined, first, _) = Place(name);
        weights.Read(joined, ((long)first * configuration.HiddenSize) + offset, values);
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs)
    {
        var (joined, first, rows) = Place(name);
        return joined == name ? weights.Quantized(name, outputs, inputs) : weights.Quantized(joined, rows, inputs)?.Rows(first, outputs);
    }

    // Where the rows of a projection begin, and how many the joined one has.
    private (string Joined, int First, int Rows) Place(string name)
    {
        var queries = configuration.Heads * configuration.HeadSize;
        var shared = configuration.KeyValueHeads * configuration.HeadSize;
        var inner = configuration.IntermediateSize;
        var part = name.Split('.')[^2];
        var all = configuration.Variant.Joined == JoinedProjections.All;
        return part switch
        {
            "q_proj" or "k_proj" or "v_proj" when !all => (name, 0, 0),
            "q_proj" => (Joined("qkv_proj"), 0, queries + (2 * shared)),
            "k_proj" => (Joined("qkv_proj"), queries, queries + (2 * shared)),
            "v_proj" => (Joined("qkv_proj"), queries + shared, queries + (2 * shared)),
            "gate_proj" => (Joined("gate_up_proj"), 0, 2 * inner),
            "up_proj" => (Joined("gate_up_proj"), inner, 2 * inner),
            _ => (name, 0, 0),
        };

        string Joined(string projection) => name.Replace(part, projection, StringComparison.Ordinal);
    }
}
