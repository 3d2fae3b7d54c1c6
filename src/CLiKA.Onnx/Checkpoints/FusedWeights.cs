using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint with fused projections, by their separate names: <c>qkv_proj</c> contains the rows of queries, keys and values,
/// <c>gate_up_proj</c> those of gate and up projection.
/// </summary>
/// <param name="weights">The weights of the checkpoint.</param>
/// <param name="configuration">Shape of the model.</param>
internal sealed class FusedWeights(IWeightSource weights, DecoderConfiguration configuration) : IWeightSource
{
    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (FusedRows.Find(name, configuration) is { } rows)
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
        if (FusedRows.Find(name, configuration) is { } rows)
        {
            rows.Read(weights, name.EndsWith(".bias", StringComparison.Ordinal) ? 1 : configuration.HiddenSize, offset, values);
        }
        else
        {
            weights.Read(name, offset, values);
        }
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs) => FusedRows.Find(name, configuration) is { } rows
        ? weights.Quantized(rows.Name, rows.Total, inputs)?.Rows(rows, outputs)
        : weights.Quantized(name, outputs, inputs);
}
