namespace CLiKA.Onnx;

/// <summary>Weights in memory, of which one array is held at a time.</summary>
/// <param name="weight">Returns a weight by its name.</param>
internal sealed class ArrayWeights(Func<string, float[]> weight) : IWeightSource
{
    private readonly Dictionary<string, long> _counts = [];
    private (string Name, float[] Values)? _current;

    public void Require(string name, IReadOnlyList<int> shape) => _counts[name] = shape.Aggregate(1L, (product, size) => product * size);

    public void Read(string name, long offset, Span<float> values)
    {
        if (_current?.Name != name)
        {
            _current = (name, weight(name));
            if (_current.Value.Values.Length != _counts[name])
            {
                throw new ArgumentException($"'{name}' has {_current.Value.Values.Length} values; expected {_counts[name]}.");
            }
        }

        _current.Value.Values.AsSpan((int)offset, values.Length).CopyTo(values);
    }
}
