using System.Globalization;

namespace CLiKA.Onnx.Files;

/// <summary>A constant tensor of a graph. Its values are requested only while the file is written, one tensor at a time.</summary>
/// <param name="Name">Name of the tensor.</param>
/// <param name="Type">Type of an element.</param>
/// <param name="Dimensions">Shape.</param>
/// <param name="WriteValues">Writes the elements in row-major order, little-endian.</param>
internal sealed record OnnxInitializer(string Name, OnnxElementType Type, long[] Dimensions, Action<Stream> WriteValues)
{
    public long ByteCount => Dimensions.Aggregate(1L, (product, dimension) => product * dimension) * Type switch
    {
        OnnxElementType.UInt8 or OnnxElementType.Int8 or OnnxElementType.Bool => 1,
        OnnxElementType.Float16 => 2,
        OnnxElementType.Float => 4,
        _ => 8,
    };

    /// <summary>Returns the TensorProto up to its raw data.</summary>
    public ProtobufMessage Header() => Description().Head(9, ByteCount);

    /// <summary>Returns the complete TensorProto of a tensor whose data are in another file.</summary>
    /// <param name="file">Name of the file, in the same folder.</param>
    /// <param name="offset">Offset of the data in that file, in bytes.</param>
    public ProtobufMessage Reference(string file, long offset)
    {
        ProtobufMessage Entry(string key, string value) => new ProtobufMessage().Text(1, key).Text(2, value);
        return Description()
            .Message(13, Entry("location", file))
            .Message(13, Entry("offset", offset.ToString(CultureInfo.InvariantCulture)))
            .Message(13, Entry("length", ByteCount.ToString(CultureInfo.InvariantCulture)))
            .Integer(14, 1);
    }

    private ProtobufMessage Description()
    {
        var description = new ProtobufMessage();
        foreach (var dimension in Dimensions)
        {
            description.Integer(1, dimension);
        }

        return description.Integer(2, (long)Type).Text(8, Name);
    }
}
