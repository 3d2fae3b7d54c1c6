namespace CLiKA.Onnx.Checkpoints;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Type">Type of an element: F32, F16 or BF16.</param>
/// <param name="Shape">Shape; values are row-major.</param>
/// <param name="Start">Where in the file its first byte stands.</param>
internal sealed record TensorEntry(string Type, long[] Shape, long Start)
{
    /// <summary>Bytes of an element.</summary>
    public int ElementSize => Type == "F32" ? 4 : 2;

    /// <summary>Number of elements.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);
}
