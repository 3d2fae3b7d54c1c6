using CLiKA.Input;
using CLiKA.Onnx.Files;
using CLiKA.Onnx.Quantization;
using Google.Protobuf;

namespace CLiKA.Onnx;

/// <summary>Reads the weights back from a model that <see cref="DecoderGraph"/> wrote, so that training can go on from it.</summary>
public static class OnnxWeights
{
    private const int GraphField = 7;
    private const int InitializerField = 5;

    /// <summary>Reads weights, to be asked for by name and shape.</summary>
    /// <param name="path">Path of the .onnx file.</param>
    /// <returns>The floating-point weights, in memory.</returns>
    /// <exception cref="InvalidInputException">The file is missing, damaged, or holds no weights.</exception>
    public static IWeightSource Open(string path) => new ShapedWeights(path, Read(path));

    /// <summary>Reads weights.</summary>
    /// <param name="path">Path of the .onnx file.</param>
    /// <returns>
    /// Each floating-point weight by its HuggingFace name, with the shape of HuggingFace: projections are [out, in], row-major.
    /// </returns>
    /// <exception cref="InvalidInputException">The file is missing, damaged, or holds no weights.</exception>
    public static IReadOnlyDictionary<string, (int[] Shape, float[] Values)> Read(string path)
    {
        try
        {
            var graph = Fields(BinaryInput.ReadAll(path)).Single(field => field.Number == GraphField).Bytes;
            var weights = new Dictionary<string, (int[], float[])>(StringComparer.Ordinal);
            foreach (var (name, shape, values) in Fields(graph)
                .Where(field => field.Number == InitializerField)
                .Select(field => ReadTensor(field.Bytes)))
            {
                if (name.EndsWith(BlockwiseProducts.NumbersSuffix, StringComparison.Ordinal))
                {
                    throw new InvalidInputException(
                        path, $"'{name[..^BlockwiseProducts.NumbersSuffix.Length]}' is quantized; expected weights of 32 or 16 bits.");
                }

                if (values.Length == 0 || !name.EndsWith(".weight", StringComparison.Ordinal))
                {
                    continue;
                }

                if (!IsOf(shape, values.Length) || !weights.TryAdd(name, Untransposed(name, shape, values)))
                {
                    throw new InvalidInputException(
                        path, $"has '{name}' twice, or with {values.Length} values in [{string.Join(", ", shape)}]; the file may be damaged.");
                }
            }

            return weights.Count > 0
                ? weights
                : throw new InvalidInputException(path, "holds no weights; expected a model of CLiKA's writer.");
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidOperationException)
        {
            throw new InvalidInputException(path, $"cannot be read as a model of CLiKA's writer: {error.Message}", error);
        }
    }

    private static (string Name, int[] Shape, float[] Values) ReadTensor(byte[] tensor)
    {
        var fields = Fields(tensor).ToList();
        int[] shape = [.. fields.Where(field => field.Number == 1).Select(field => (int)field.Integer)];
        var type = (OnnxElementType)fields.Single(field => field.Number == 2).Integer;
        var name = System.Text.Encoding.UTF8.GetString(fields.Single(field => field.Number == 8).Bytes);
        var raw = fields.Single(field => field.Number == 9).Bytes;
        var values = type switch
        {
            OnnxElementType.Float => Enumerable.Range(0, raw.Length / 4).Select(index => BitConverter.ToSingle(raw, index * 4)),
            OnnxElementType.Float16 => Enumerable.Range(0, raw.Length / 2).Select(index => (float)BitConverter.ToHalf(raw, index * 2)),
            _ => [],
        };
        return (name, shape, [.. values]);
    }

    private static bool IsOf(int[] shape, int values)
    {
        var left = values;
        return Array.TrueForAll(shape, size =>
        {
            var divides = size > 0 && left % size == 0;
            left = divides ? left / size : left;
            return divides;
        }) && left == 1;
    }

    // The writer stores projections as MatMul wants them, [in, out]; the embedding and the norms as they are.
    private static (int[] Shape, float[] Values) Untransposed(string name, int[] shape, float[] values)
    {
        if (shape.Length != 2 || name == "model.embed_tokens.weight")
        {
            return (shape, values);
        }

        var turned = new float[values.Length];
        for (var row = 0; row < shape[0]; row++)
        {
            for (var column = 0; column < shape[1]; column++)
            {
                turned[(column * shape[0]) + row] = values[(row * shape[1]) + column];
            }
        }

        return ([shape[1], shape[0]], turned);
    }

    private static IEnumerable<(int Number, long Integer, byte[] Bytes)> Fields(byte[] message)
    {
        var input = new CodedInputStream(message);
        for (var tag = input.ReadTag(); tag != 0; tag = input.ReadTag())
        {
            var number = WireFormat.GetTagFieldNumber(tag);
            switch (WireFormat.GetTagWireType(tag))
            {
                case WireFormat.WireType.Varint:
                    yield return (number, input.ReadInt64(), []);
                    break;
                case WireFormat.WireType.LengthDelimited:
                    yield return (number, 0, input.ReadBytes().ToByteArray());
                    break;
                default:
                    input.SkipLastField();
                    break;
            }
        }
    }
}
