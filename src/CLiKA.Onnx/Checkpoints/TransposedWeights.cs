namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// The weights of a checkpoint that stores the matrices of its layers transposed, [inputs, outputs], as GPT-2's Conv1D modules do. Readers request
/// columns, row after row: a strip of columns is cached, as wide as the last request.
/// </summary>
/// <param name="weights">The weights of the checkpoint.</param>
internal sealed class TransposedWeights(IWeightSource weights) : IWeightSource
{
    private readonly Dictionary<string, (int Outputs, int Inputs)> _transposed = new(StringComparer.Ordinal);
    private (string Name, int First, int Count, float[] Values) _strip = (string.Empty, 0, 0, []);

    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (shape is [var outputs, var inputs] && name.Contains(".layers.", StringComparison.Ordinal))
        {
            _transposed[name] = (outputs, inputs);
            weights.Require(name, [inputs, outputs]);
        }
        else
        {
            weights.Require(name, shape);
        }
    }

    public void Read(string name, long offset, Span<float> values)
    {
        if (!_transposed.TryGetValue(name, out var shape))
        {
            weights.Read(name, offset, values);
            return;
        }

        while (values.Length > 0)
        {
            var (row, column) = ((int)(offset / shape.Inputs), (int)(offset % shape.Inputs));
            var count = Math.Min(values.Length, shape.Inputs - column);
            var strip = Strip(name, column, count, shape.Outputs);
            for (var index = 0; index < count; index++)
            {
                values[index] = strip[(index * shape.Outputs) + row];
            }

            offset += count;
            values = values[count..];
        }
    }

    private float[] Strip(string name, int first, int count, int outputs)
    {
        if ((_strip.Name, _strip.First, _strip.Count) != (name, first, count))
        {
            _strip = (name, first, count, new float[(long)count * outputs]);
            weights.Read(name, (long)first * outputs, _strip.Values);
        }

        return _strip.Values;
    }
}
