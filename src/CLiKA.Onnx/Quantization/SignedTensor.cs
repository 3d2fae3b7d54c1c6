using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>A tensor of signed 8-bit numbers, one byte each.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor, of type I8.</param>
internal sealed record SignedTensor(SafetensorsCheckpoint Checkpoint, string Name)
{
    /// <summary>Reads a segment of the tensor.</summary>
    /// <param name="offset">Index of the first number.</param>
    /// <param name="middle">The offset added to make the numbers unsigned.</param>
    /// <param name="numbers">Receives the numbers.</param>
    public void Read(long offset, int middle, Span<byte> numbers)
    {
        Checkpoint.ReadBytes(Name, offset, numbers);
        foreach (ref var number in numbers)
        {
            number = unchecked((byte)(number + middle));
        }
    }
}
