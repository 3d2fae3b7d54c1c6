using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>A matrix of 8-bit floating-point numbers (four exponent and three fraction bits, without infinities: F8_E4M3) with scales.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor with the numbers.</param>
/// <param name="Outputs">Number of rows.</param>
/// <param name="Inputs">Number of columns.</param>
/// <param name="Scales">The scales.</param>
internal sealed record Float8Matrix(SafetensorsCheckpoint Checkpoint, string Name, int Outputs, int Inputs, ScaleGrid Scales)
    : QuantizedMatrix(Outputs, Inputs)
{
    private static readonly float[] Values = [.. Enumerable.Range(0, 256).Select(bits => ValueOf((byte)bits))];

    /// <summary>Finds a matrix.</summary>
    /// <param name="checkpoint">The tensors.</param>
    /// <param name="name">Name of the tensor with the numbers.</param>
    /// <param name="scales">Name of the tensor with the scales.</param>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <param name="tile">Rows and columns of a tile that shares a scale, where the format specifies it.</param>
    /// <exception cref="InvalidInputException">A tensor is missing, or has another shape or type.</exception>
    public static Float8Matrix Find(
        SafetensorsCheckpoint checkpoint, string name, string scales, int outputs, int inputs, (int Rows, int Columns)? tile)
    {
        checkpoint.Require(name, "F8_E4M3", [outputs, inputs]);
        return new(checkpoint, name, outputs, inputs, ScaleGrid.Find(checkpoint, scales, outputs, inputs, tile));
    }

    /// <inheritdoc/>
    public override void Read(int row, Span<float> values)
    {
        var bits = new byte[values.Length];
        var scales = new float[values.Length / Inputs * Scales.Columns];
        Checkpoint.ReadBytes(Name, (long)row * Inputs, bits);
        Scales.Read(Checkpoint, row, scales);
        for (var index = 0; index < values.Length; index++)
        {
            var (line, input) = Math.DivRem(index, Inputs);
            values[index] = Values[bits[index]] * scales[(line * Scales.Columns) + (input / Scales.ColumnsEach)];
        }
    }

    private static float ValueOf(byte bits)
    {
        var (exponent, fraction) = ((bits >> 3) & 15, bits & 7);
        var size = exponent == 15 && fraction == 7 ? float.NaN
            : exponent == 0 ? MathF.ScaleB(fraction, -9)
            : MathF.ScaleB(8 + fraction, exponent - 10);
        return bits < 128 ? size : -size;
    }
}
