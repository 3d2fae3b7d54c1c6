namespace CLiKA.Onnx.Decoders;

/// <summary>How many values the rows of a matrix have, and how many places they take: where those are more, zeros stand in them.</summary>
/// <param name="Values">Values of a row.</param>
/// <param name="Places">Places of a row, at least as many.</param>
internal readonly record struct RowWidth(int Values, int Places)
{
    // A processor's first cache keeps what lies a multiple of 4,096 bytes apart in the same few places, and a product reads a dozen rows side by
    // side: where rows of 32 bits begin so far apart, they drive each other out. One line of the cache more sets them apart.
    private const int Colliding = 4096 / sizeof(float);
    private const int Line = 64 / sizeof(float);

    /// <summary>Rows without zeros.</summary>
    public static implicit operator RowWidth(int values) => new(values, values);

    /// <summary>Rows that a product of 32 bits reads without driving each other out of the cache.</summary>
    public static RowWidth Apart(int values) => new(values, values % Colliding == 0 ? values + Line : values);

    /// <summary>How many zeros stand in a row.</summary>
    public int Zeros => Places - Values;
}
