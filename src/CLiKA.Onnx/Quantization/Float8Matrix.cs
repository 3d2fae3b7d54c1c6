using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>A matrix of 8-bit floating-point numbers (<see cref="Float8.E4M3"/>) with scales.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor with the numbers.</param>
/// <param name="Outputs">Number of rows.</param>
/// <param name="Inputs">Number of columns.</param>
/// <param name="Scales">The scales.</param>
internal sealed record Float8Matrix(SafetensorsCheckpoint Checkpoint, string Name, int Outputs, int Inputs, ScaleGrid Scales)
    : QuantizedMatrix(Outputs, Inputs)
{
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
            values[index] = Float8.E4M3[bits[index]] * scales[(line * Scales.Columns) + (input / Scales.ColumnsEach)];
        }
    }
}
