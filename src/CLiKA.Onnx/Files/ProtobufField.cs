namespace CLiKA.Onnx.Files;

/// <summary>A field of a protocol-buffer message, where it stands in a file.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Value">Its value, where it is an integer.</param>
/// <param name="Start">Where its tag begins.</param>
/// <param name="Begin">Where its content begins.</param>
/// <param name="End">Where its content ends.</param>
internal readonly record struct ProtobufField(int Number, long Value, long Start, long Begin, long End)
{
    private const int TypeBits = 3;

    // What is longer are weights, which nobody asks for here.
    private const int Longest = 1 << 26;

    /// <summary>The fields of a message, one after the other. What a field holds is skipped, and may be read meanwhile.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="begin">Where the message begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <exception cref="InvalidDataException">It is no such message.</exception>
    public static IEnumerable<ProtobufField> Of(BinaryReader reader, long begin, long end)
    {
        for (var start = begin; start < end;)
        {
            reader.BaseStream.Position = start;
            var field = Next(reader, start);
            if (field.End > end || field.End <= start)
            {
                throw new InvalidDataException($"A field at {start} ends at {field.End}, outside its message.");
            }

            yield return field;
            start = field.End;
        }
    }

    /// <summary>The bytes of the field, with its tag or without.</summary>
    /// <exception cref="InvalidDataException">They are more than 64 MiB.</exception>
    public byte[] Bytes(BinaryReader reader, bool withTag = false)
    {
        var from = withTag ? Start : Begin;
        if (End - from > Longest)
        {
            throw new InvalidDataException($"A field at {Start} has {End - from} bytes.");
        }

        reader.BaseStream.Position = from;
        var bytes = new byte[End - from];
        reader.BaseStream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>The text that the field holds.</summary>
    public string Text(BinaryReader reader) => System.Text.Encoding.UTF8.GetString(Bytes(reader));

    private static ProtobufField Next(BinaryReader reader, long start)
    {
        var tag = reader.Read7BitEncodedInt64();
        var number = (int)(tag >> TypeBits);
        var begin = reader.BaseStream.Position;
        switch (tag & ((1 << TypeBits) - 1))
        {
            case 0:
                var value = reader.Read7BitEncodedInt64();
                return new(number, value, start, begin, reader.BaseStream.Position);
            case 1:
                return new(number, 0, start, begin, begin + sizeof(long));
            case 2:
                var length = reader.Read7BitEncodedInt64();
                begin = reader.BaseStream.Position;
                return length >= 0 && length <= reader.BaseStream.Length - begin
                    ? new(number, 0, start, begin, begin + length)
                    : throw new InvalidDataException($"A field at {start} has the length {length}.");
            case 5:
                return new(number, 0, start, begin, begin + sizeof(int));
            default:
                throw new InvalidDataException($"A field at {start} has the tag {tag}.");
        }
    }
}
