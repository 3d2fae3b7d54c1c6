namespace CLiKA.Onnx.Quantization;

/// <summary>
/// Weights whose quantized integer matrices have rounded inputs too: 8 bits, in blocks of up to 32 of a row. ONNX Runtime multiplies integers faster;
/// an answer remains independent of the other rows in its batch, but it is a different answer.
/// </summary>
/// <param name="weights">The weights.</param>
public sealed class RoundedInputs(IWeightSource weights) : IWeightSource
{
    private bool _isAny;

    /// <inheritdoc/>
    public void Require(string name, IReadOnlyList<int> shape) => weights.Require(name, shape);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">None of the required matrices is quantized to integers, so that nothing would be rounded.</exception>
    public void Read(string name, long offset, Span<float> values)
    {
        if (!_isAny)
        {
            throw new ArgumentException("No matrix is quantized to integers; only the inputs of such matrices can be rounded to 8 bits.");
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
