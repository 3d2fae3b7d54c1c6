using System.Globalization;

namespace CLiKA.Onnx.Files;

/// <summary>A constant of a graph whose values are in a file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Type of an element, numbered as in TensorProto.DataType.</param>
/// <param name="Dimensions">Its shape.</param>
/// <param name="File">Path of the file.</param>
/// <param name="Offset">Offset of the values in the file, in bytes.</param>
/// <param name="Length">Length of the values in bytes.</param>
public sealed record StoredTensor(string Name, int Type, IReadOnlyList<long> Dimensions, string File, long Offset, long Length)
{
    /// <summary>Whether its elements are of 32 or 16 bits, or bytes, and its length matches its shape.</summary>
    public bool IsWhole
    {
        get
        {
            var left = Length;
            foreach (var size in Dimensions)
            {
                if (size < 1 || left % size != 0)
                {
                    return false;
                }

                left /= size;
            }

            return (OnnxElementType)Type switch
            {
                OnnxElementType.Float => left == sizeof(float),
                OnnxElementType.Float16 => left == sizeof(ushort),
                OnnxElementType.UInt8 => left == sizeof(byte),
                _ => false,
            };
        }
    }

    /// <summary>Enumerates the constants of a graph.</summary>
    /// <param name="reader">The graph's file.</param>
    /// <param name="path">Its path.</param>
    /// <exception cref="InvalidDataException">It is not an ONNX model.</exception>
    internal static IEnumerable<StoredTensor> AllOf(BinaryReader reader, string path) =>
        from graph in ProtobufField.Of(reader, 0, reader.BaseStream.Length)
        where graph.Number == StoredGraph.GraphField
        from tensor in ProtobufField.Of(reader, graph.Begin, graph.End)
        where tensor.Number == StoredGraph.InitializerField
        select Read(reader, tensor, path);

    /// <summary>Reads a TensorProto.</summary>
    /// <param name="reader">The graph's file.</param>
    /// <param name="tensor">The field with the message.</param>
    /// <param name="path">Path of the graph's file.</param>
    /// <returns>The tensor; its length is 0 where its values are neither raw bytes nor in a file beside the graph.</returns>
    internal static StoredTensor Read(BinaryReader reader, ProtobufField tensor, string path)
    {
        var (name, type, dimensions) = (string.Empty, 0, new List<long>());
        var (offset, length) = (0L, 0L);
        var external = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var field in ProtobufField.Of(reader, tensor.Begin, tensor.End))
        {
            switch (field.Number)
            {
                case 1:
                    dimensions.Add(field.Value);
                    break;
                case 2:
                    type = (int)field.Value;
                    break;
                case 8:
                    name = field.Text(reader);
                    break;
                case 9:
                    (offset, length) = (field.Begin, field.End - field.Begin);
                    break;
                case 13:
                    var entry = ProtobufField.Of(reader, field.Begin, field.End).ToDictionary(part => part.Number, part => part.Text(reader));
                    external[entry.GetValueOrDefault(1, string.Empty)] = entry.GetValueOrDefault(2, string.Empty);
                    break;
                default:
                    break;
            }
        }

        if (external.Count == 0)
        {
            return new(name, type, dimensions, path, offset, length);
        }

        // ONNX Runtime rejects locations outside the folder, and reports that.
        var file = external.GetValueOrDefault("location", string.Empty);
        return Path.GetFileName(file) == file && Number("length") is { } count
            ? new(name, type, dimensions, Path.Combine(Path.GetDirectoryName(path)!, file), Number("offset") ?? 0, count)
            : new(name, type, dimensions, file, 0, 0);

        long? Number(string key) => long.TryParse(external.GetValueOrDefault(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
    }
}
