using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// A quantized matrix of integers with a scale, and optionally a zero point, for each group of a row's inputs: (number - zero point) x scale.
/// </summary>
/// <param name="Outputs">Number of rows.</param>
/// <param name="Inputs">Number of columns.</param>
/// <param name="Bits">Number of bits, 4 or 8; numbers are unsigned.</param>
/// <param name="Groups">The groups of inputs that share a scale.</param>
/// <param name="Numbers">Reads numbers, one byte each.</param>
/// <param name="Scales">Reads scales, which are finite.</param>
/// <param name="Zeros">Reads zero points; null where all are <see cref="Middle"/>.</param>
internal sealed record IntegerMatrix(
    int Outputs,
    int Inputs,
    int Bits,
    InputGroups Groups,
    RowReader<byte> Numbers,
    RowReader<float> Scales,
    RowReader<byte>? Zeros) : QuantizedMatrix(Outputs, Inputs)
{
    /// <summary>Whether the inputs of the product may be rounded to 8 bits, in blocks of up to 32.</summary>
    public bool RoundsInputs { get; init; }

    /// <summary>The number that stands for 0 without zero points.</summary>
    public byte Middle => (byte)(1 << (Bits - 1));

    /// <inheritdoc/>
    public override void Read(int row, Span<float> values)
    {
        var count = values.Length / Inputs;
        var numbers = new byte[values.Length];
        var scales = new float[count * Groups.Count];
        var zeros = new byte[scales.Length];
        Numbers(row, numbers);
        Scales(row, scales);
        zeros.AsSpan().Fill(Middle);
        Zeros?.Invoke(row, zeros);
        for (var index = 0; index < values.Length; index++)
        {
            var group = (index / Inputs * Groups.Count) + Groups.GroupOf(index % Inputs);
            values[index] = (numbers[index] - zeros[group]) * scales[group];
        }
    }

    /// <summary>Returns some rows as a matrix of their own.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="count">Number of rows.</param>
    public IntegerMatrix Rows(FusedRows rows, int count) => this with
    {
        Outputs = count,
        Numbers = rows.Of(Numbers, Inputs),
        Scales = rows.Of(Scales, Groups.Count),
        Zeros = Zeros is null ? null : rows.Of(Zeros, Groups.Count),
    };
}
