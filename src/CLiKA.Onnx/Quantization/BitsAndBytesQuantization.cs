using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>
/// The formats of bitsandbytes: 4 bits as <see cref="LookupMatrix"/> describes them, or <c>weight</c> in I8 with <c>SCB</c> [outputs], the largest
/// absolute value of each row, which the number 127 stands for.
/// </summary>
/// <param name="Description">The format in words.</param>
internal sealed record BitsAndBytesQuantization(string Description) : CheckpointQuantization(Description)
{
    /// <summary>Suffix of the tensor with the largest values of rows.</summary>
    public const string Largest = ".SCB";

    private const int Most = 127;

    internal override QuantizedMatrix? Find(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs) =>
        checkpoint.Has(name + Largest) ? Rows(checkpoint, name, outputs, inputs) : LookupMatrix.Find(checkpoint, $"{name}.weight", outputs, inputs);

    private static IntegerMatrix Rows(SafetensorsCheckpoint checkpoint, string name, int outputs, int inputs)
    {
        RequireRowOrder(checkpoint, $"{name}.weight_format");
        var numbers = new SignedTensor(checkpoint, $"{name}.weight");
        checkpoint.Require(numbers.Name, "I8", [outputs, inputs]);
        var largest = ScaleGrid.Find(checkpoint, name + Largest, outputs, inputs, tile: null);
        return new(
            outputs,
            inputs,
            8,
            InputGroups.Of(inputs, inputs),
            (row, values) => numbers.Read((long)row * inputs, 128, values),
            ReadScales,
            Zeros: null);

        void ReadScales(int row, Span<float> scales)
        {
            largest.Read(checkpoint, row, scales);
            foreach (ref var scale in scales)
            {
                scale /= Most;
            }
        }
    }

    // Earlier versions could store tiles for a kind of GPU.
    private static void RequireRowOrder(SafetensorsCheckpoint checkpoint, string name)
    {
        if (!checkpoint.Has(name))
        {
            return;
        }

        checkpoint.Require(name, "U8", []);
        var format = new byte[1];
        checkpoint.ReadBytes(name, 0, format);
        if (format[0] != 0)
        {
            throw checkpoint.Error(name, $"is {format[0]}; expected 0, rows one after the other.");
        }
    }
}
