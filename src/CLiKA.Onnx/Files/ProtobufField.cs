namespace CLiKA.Onnx.Files;

/// <summary>A field of a protocol-buffer message in a file.</summary>
/// <param name="Number">Field number.</param>
/// <param name="Value">Value of an integer field.</param>
/// <param name="Start">Offset of its tag.</param>
/// <param name="Begin">Offset of its content.</param>
/// <param name="End">Offset of the end of its content.</param>
internal readonly record struct ProtobufField(int Number, long Value, long Start, long Begin, long End)
{
    private const int TypeBits = 3;

    // Longer fields are weights, which are not read here.
    private const int Longest = 1 << 26;

    /// <summary>Enumerates the fields of a message. Their contents are skipped, and may be read in between.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="begin">Offset of the message.</param>
    /// <param name="end">Offset of its end.</param>
    /// <exception cref="InvalidDataException">It is not such a message.</exception>
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

    /// <summary>Reads the bytes of the field, with or without its tag.</summary>
    /// <exception cref="InvalidDataException">The field is longer than 64 MiB.</exception>
    public byte[] Bytes(BinaryReader reader, bool withTag = false)
    {
        var from = withTag ? Start : Begin;
        if (End - from > Longest)
        {
            throw new InvalidDataException($"A field at {Start} has {End - from} bytes; expected at most {Longest}.");
        }

        reader.BaseStream.Position = from;
        var bytes = new byte[End - from];
        reader.BaseStream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Reads the field as text.</summary>
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
