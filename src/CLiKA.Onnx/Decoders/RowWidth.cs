namespace CLiKA.Onnx.Decoders;

/// <summary>The number of values in the rows of a matrix, and the width of a row with its padding of zeros.</summary>
/// <param name="Values">Number of values in a row.</param>
/// <param name="Stride">Distance between the starts of two rows, at least as many.</param>
internal readonly record struct RowWidth(int Values, int Stride)
{
    // Addresses that are a multiple of 4,096 bytes apart share the same few lines of the L1 cache, and a product reads a dozen rows side by side:
    // where 32-bit rows are that far apart, they evict each other. A padding of one cache line avoids that.
    private const int Colliding = 4096 / sizeof(float);
    private const int Line = 64 / sizeof(float);

    /// <summary>Rows without padding.</summary>
    public static implicit operator RowWidth(int values) => new(values, values);

    /// <summary>Returns the width with which a 32-bit product reads rows without cache conflicts.</summary>
    public static RowWidth Padded(int values) => new(values, values % Colliding == 0 ? values + Line : values);

    /// <summary>Number of padding zeros in a row.</summary>
    public int Padding => Stride - Values;
}
