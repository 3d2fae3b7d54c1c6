namespace CLiKA.Onnx.Checkpoints;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Type">Type of an element: F32, F16 or BF16.</param>
/// <param name="Shape">Shape; values are row-major.</param>
/// <param name="Start">Where in the file its first byte stands.</param>
internal sealed record TensorEntry(string Type, long[] Shape, long Start)
{
    /// <summary>Bytes of an element.</summary>
    public int ElementSize => Type == "F32" ? 4 : 2;

    /// <summary>Number of elements, of a tensor that is in the file.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Whether a tensor of this shape takes so many bytes. A shape can ask for more than 64 bits can count.</summary>
    public bool Takes(long bytes)
    {
        if (Shape.Contains(0))
        {
            return bytes == 0;
        }

        Int128 taken = ElementSize;
        foreach (var size in Shape)
        {
            taken *= size;
            if (taken > bytes)
            {
                return false;
            }
        }

        return taken == bytes;
    }
}
