using CLiKA.Onnx;

namespace CLiKA.Benchmarks;

/// <summary>
/// Weights of any number: a million random ones again and again, since those of a model of billions would take minutes to draw. They are
/// as small as an untrained model's, so that 16 bits hold what comes of them.
/// </summary>
internal sealed class RepeatedWeights : IWeightSource
{
    private readonly float[] _values = new float[(1 << 20) + 7];

    public RepeatedWeights()
    {
        var random = new Random(1);
        foreach (ref var value in _values.AsSpan())
        {
            value = (random.NextSingle() - 0.5f) / 16;
        }
    }

    public void Require(string name, IReadOnlyList<int> shape)
    {
        // Every weight is there, in every shape.
    }

    public void Read(string name, long offset, Span<float> values)
    {
        if (name.EndsWith("norm.weight", StringComparison.Ordinal))
        {
            values.Fill(1);
            return;
        }

        var start = name.Aggregate(offset, (sum, letter) => (sum * 31) + letter) & int.MaxValue;
        for (var done = 0; done < values.Length;)
        {
            var part = _values.AsSpan((int)((start + done) % _values.Length));
            var count = Math.Min(part.Length, values.Length - done);
            part[..count].CopyTo(values[done..]);
            done += count;
        }
    }
}
