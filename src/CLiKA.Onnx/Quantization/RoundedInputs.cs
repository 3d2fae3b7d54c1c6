namespace CLiKA.Onnx.Quantization;

/// <summary>
/// Weights whose matrices of whole numbers are multiplied by values that are rounded too: to 8 bits, in blocks of up to 32 of a row.
/// ONNX Runtime multiplies whole numbers faster; an answer does not depend on the rows beside it, but it is another one.
/// </summary>
/// <param name="weights">The weights.</param>
public sealed class RoundedInputs(IWeightSource weights) : IWeightSource
{
    private bool _isAny;

    /// <inheritdoc/>
    public void Require(string name, IReadOnlyList<int> shape) => weights.Require(name, shape);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">No matrix that was asked for is of whole numbers, so that nothing would be rounded.</exception>
    public void Read(string name, long offset, Span<float> values)
    {
        if (!_isAny)
        {
            throw new ArgumentException("No matrix is quantized; only activations that go into such can be rounded to 8 bits.");
        }

        weights.Read(name, offset, values);
    }

    IntegerMatrix? IWeightSource.Quantized(string name, int outputs, int inputs)
    {
        var matrix = weights.Quantized(name, outputs, inputs);
        _isAny |= matrix is not null;
        return matrix is null ? null : matrix with { RoundsInputs = true };
    }
}
