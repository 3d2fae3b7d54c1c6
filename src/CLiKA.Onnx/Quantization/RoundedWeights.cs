namespace CLiKA.Onnx.Quantization;

/// <summary>
/// Weights whose projections are quantized on export: in blocks of 32 inputs, rounded to nearest, without calibration. Token embeddings and the
/// output projection are left as they are.
/// </summary>
public sealed class RoundedWeights : IWeightSource
{
    /// <summary>Number of inputs of a row that share a scale.</summary>
    internal const int Block = 32;

    // The small projections to decays and update rates of linear attention are not among them: these numbers are exponents.
    private static readonly string[] Suffixes = ["_proj.weight", ".in_proj_qkv.weight", ".in_proj_z.weight", ".in_proj_qkvz.weight"];

    private readonly IWeightSource _weights;
    private readonly int _bits;

    /// <summary>Wraps weights.</summary>
    /// <param name="weights">The weights, in 32 or 16 bits.</param>
    /// <param name="bits">Number of bits: 4 or 8.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is neither 4 nor 8.</exception>
    public RoundedWeights(IWeightSource weights, int bits)
    {
        ArgumentNullException.ThrowIfNull(weights);
        (_weights, _bits) = bits is 4 or 8 ? (weights, bits) : throw new ArgumentOutOfRangeException(nameof(bits), bits, "expected 4 or 8.");
    }

    /// <inheritdoc/>
    public void Require(string name, IReadOnlyList<int> shape) => _weights.Require(name, shape);

    /// <inheritdoc/>
    public void Read(string name, long offset, Span<float> values) => _weights.Read(name, offset, values);

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs)
    {
        if (!Array.Exists(Suffixes, suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
        {
            return _weights.Quantized(name, outputs, inputs);
        }

        var groups = InputGroups.Of(inputs, Block);
        return new(outputs, inputs, _bits, groups, Numbers, Scales, Zeros: null);

        void Numbers(int row, Span<byte> numbers)
        {
            var values = Rows(row, numbers.Length / inputs);
            var scales = ScalesOf(name, values, inputs);
            var middle = 1 << (_bits - 1);
            for (var index = 0; index < numbers.Length; index++)
            {
                var scale = scales[(index / inputs * groups.Count) + (index % inputs / Block)];
                var number = scale == 0 ? middle : MathF.Round((values[index] / scale) + middle, MidpointRounding.AwayFromZero);
                numbers[index] = (byte)Math.Clamp(number, 0, (1 << _bits) - 1);
            }
        }

        void Scales(int row, Span<float> scales) => ScalesOf(name, Rows(row, scales.Length / groups.Count), inputs).AsSpan().CopyTo(scales);

        float[] Rows(int row, int count)
        {
            var values = new float[count * inputs];
            _weights.Read(name, (long)row * inputs, values);
            return values;
        }
    }

    // Of the 16 numbers of 4 bits, one side of 0 gets one more: that of the block's largest value, which is represented exactly, as in ONNX Runtime's
    // own quantizer. With 8 bits both sides get the same.
    private float[] ScalesOf(string name, float[] values, int inputs)
    {
        var blocks = InputGroups.CountOf(inputs, Block);
        var scales = new float[values.Length / inputs * blocks];
        for (var index = 0; index < values.Length; index++)
        {
            var block = (index / inputs * blocks) + (index % inputs / Block);
            var value = values[index];
            scales[block] = !float.IsFinite(value) ? throw new ArgumentException($"'{name}' has the value {value}; expected finite numbers, to round them to integers.")
                : MathF.Abs(value) > MathF.Abs(scales[block]) ? value
                : scales[block];
        }

        return Array.ConvertAll(scales, largest => _bits == 4 ? -largest / 8 : MathF.Abs(largest) / 127);
    }
}
