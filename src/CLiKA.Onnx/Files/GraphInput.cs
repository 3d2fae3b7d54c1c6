using CLiKA.Onnx.Adapters;

namespace CLiKA.Onnx.Files;

/// <summary>An input of a stored graph, required or optional.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lora">The type and dimensions of a LoRA input; null for other inputs.</param>
/// <param name="Bytes">The field of the graph that describes it.</param>
internal sealed record GraphInput(string Name, LoraInputShape? Lora, byte[] Bytes)
{
    /// <summary>Reads a ValueInfoProto.</summary>
    /// <param name="reader">The graph's file.</param>
    /// <param name="field">The field with the message.</param>
    public static GraphInput Read(BinaryReader reader, ProtobufField field)
    {
        var (name, lora) = (string.Empty, default(LoraInputShape));
        foreach (var part in ProtobufField.Of(reader, field.Begin, field.End))
        {
            if (part.Number == 1)
            {
                name = part.Text(reader);
            }
            else if (part.Number == 2)
            {
                // TypeProto, whose field 1 is a tensor.
                lora = ProtobufField.Of(reader, part.Begin, part.End).Where(type => type.Number == 1)
                    .Select(tensor => ShapeOf(reader, tensor)).FirstOrDefault();
            }
        }

        return new(name, LoraInput.IsName(name) ? lora : null, field.Bytes(reader, withTag: true));
    }

    private static LoraInputShape? ShapeOf(BinaryReader reader, ProtobufField tensor)
    {
        var (type, dimensions) = (0L, new List<int>());
        foreach (var part in ProtobufField.Of(reader, tensor.Begin, tensor.End))
        {
            if (part.Number == 1)
            {
                type = part.Value;
            }
            else if (part.Number == 2)
            {
                // TensorShapeProto: field 1 of a dimension is a fixed size, field 2 the name of a dynamic one.
                dimensions = [.. ProtobufField.Of(reader, part.Begin, part.End).Select(dimension =>
                    ProtobufField.Of(reader, dimension.Begin, dimension.End)
                        .Where(size => size.Number == 1).Select(size => checked((int)size.Value)).DefaultIfEmpty(-1).First())];
            }
        }

        return (OnnxElementType)type switch
        {
            OnnxElementType.Float => new(WeightType.Float32, dimensions),
            OnnxElementType.Float16 => new(WeightType.Float16, dimensions),
            _ => null,
        };
    }
}
