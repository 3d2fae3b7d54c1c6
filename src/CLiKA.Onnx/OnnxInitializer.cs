namespace CLiKA.Onnx;

/// <summary>A constant tensor of a graph. Its values are asked for only while the file is written, one tensor at a time.</summary>
/// <param name="Name">Name in the graph.</param>
/// <param name="Type">Type of an element.</param>
/// <param name="Dimensions">Shape.</param>
/// <param name="WriteValues">Writes the elements in row-major order, little-endian.</param>
internal sealed record OnnxInitializer(string Name, OnnxElementType Type, long[] Dimensions, Action<Stream> WriteValues)
{
    public long ByteCount => Dimensions.Aggregate(1L, (product, dimension) => product * dimension) * Type switch
    {
        OnnxElementType.Float16 => 2,
        OnnxElementType.Float => 4,
        _ => 8,
    };

    /// <summary>The TensorProto up to its raw data.</summary>
    public ProtobufMessage Header()
    {
        var header = new ProtobufMessage();
        foreach (var dimension in Dimensions)
        {
            header.Integer(1, dimension);
        }

        return header.Integer(2, (long)Type).Text(8, Name).Head(9, ByteCount);
    }
}
