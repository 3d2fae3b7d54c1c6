using CLiKA.Onnx.Checkpoints;

namespace CLiKA.Onnx.Quantization;

/// <summary>Signed numbers of 8 bits, a byte each.</summary>
/// <param name="Checkpoint">The tensors.</param>
/// <param name="Name">Name of the tensor, of type I8.</param>
internal sealed record SignedTensor(SafetensorsCheckpoint Checkpoint, string Name)
{
    /// <summary>Reads a stretch of them.</summary>
    /// <param name="offset">Index of the first.</param>
    /// <param name="middle">What is added, so that none is negative.</param>
    /// <param name="numbers">Where they go.</param>
    public void Read(long offset, int middle, Span<byte> numbers)
    {
        Checkpoint.ReadBytes(Name, offset, numbers);
        foreach (ref var number in numbers)
        {
            number = unchecked((byte)(number + middle));
        }
    }
}
