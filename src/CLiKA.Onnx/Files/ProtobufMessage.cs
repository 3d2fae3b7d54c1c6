using System.Buffers;
using Google.Protobuf;

namespace CLiKA.Onnx.Files;

/// <summary>A small protocol-buffer message in memory. Field numbers are those of onnx.proto.</summary>
internal sealed class ProtobufMessage
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public long Length => _bytes.WrittenCount;

    public ProtobufMessage Integer(int field, long value) =>
        Field(field, WireFormat.WireType.Varint, output => output.WriteInt64(value));

    public ProtobufMessage Real(int field, float value) =>
        Field(field, WireFormat.WireType.Fixed32, output => output.WriteFloat(value));

    public ProtobufMessage Text(int field, string value) =>
        Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteString(value));

    public ProtobufMessage Message(int field, ProtobufMessage value)
    {
        Head(field, value.Length)._bytes.Write(value._bytes.WrittenSpan);
        return this;
    }

    /// <summary>Begins a field whose bytes the caller writes after this message.</summary>
    public ProtobufMessage Head(int field, long length) =>
        Field(field, WireFormat.WireType.LengthDelimited, output => output.WriteUInt64((ulong)length));

    /// <summary>Adds the bytes of a field begun by <see cref="Head"/>.</summary>
    public ProtobufMessage Bytes(ReadOnlySpan<byte> value)
    {
        _bytes.Write(value);
        return this;
    }

    public void WriteTo(Stream stream) => stream.Write(_bytes.WrittenSpan);

    private ProtobufMessage Field(int field, WireFormat.WireType type, Action<CodedOutputStream> write)
    {
        using var bytes = new MemoryStream();
        using var output = new CodedOutputStream(bytes);
        output.WriteTag(field, type);
        write(output);
        output.Flush();
        _bytes.Write(bytes.ToArray());
        return this;
    }
}
