namespace CLiKA.Onnx.Checkpoints;

/// <summary>A tensor of a safetensors file.</summary>
/// <param name="Type">Type of an element, as named by safetensors.</param>
/// <param name="Shape">Shape; values are row-major.</param>
/// <param name="Start">Offset in the file of its first byte.</param>
internal sealed record TensorEntry(string Type, long[] Shape, long Start)
{
    /// <summary>Whether elements are floating-point numbers that can be read directly.</summary>
    public bool HasNumbers => Type is "F32" or "F16" or "BF16";

    /// <summary>Size of an element in bytes; 0 where the type is unknown, or takes less than a byte.</summary>
    public int ElementSize => Type switch
    {
        "F64" or "I64" or "U64" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "I8" or "U8" or "BOOL" or "F8_E4M3" or "F8_E5M2" or "F8_E8M0" => 1,
        _ => 0,
    };

    /// <summary>Number of elements, for a tensor that fits the file.</summary>
    public long Count => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Returns whether a tensor of this shape takes a given number of bytes. The product of the dimensions may exceed 64 bits.</summary>
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
