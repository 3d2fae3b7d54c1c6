using System.Runtime.InteropServices;
using CLiKA.Input;
using CLiKA.Onnx.Files;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx;

/// <summary>
/// Reads the matrices and norm weights back from a Llama that <see cref="DecoderGraph"/> wrote, so that it can be trained further. The additional
/// weights of other models, such as biases, attention sinks and expert score corrections, are left out.
/// </summary>
public static class OnnxWeights
{
    /// <summary>Reads weights as a source.</summary>
    /// <param name="path">Path of the .onnx file.</param>
    /// <returns>The weights that <see cref="Read"/> returns, in memory.</returns>
    /// <exception cref="InvalidInputException">The file is missing or damaged, or contains no weights.</exception>
    public static IWeightSource Open(string path) => new ShapedWeights(path, Read(path));

    /// <summary>Reads weights.</summary>
    /// <param name="path">Path of the .onnx file.</param>
    /// <returns>
    /// Each floating-point <c>.weight</c> by its HuggingFace name, with HuggingFace's shape: projections are [out, in], row-major, including the
    /// zeros with which the writer pads rows and columns of wide ones (<see cref="Open"/> removes those).
    /// </returns>
    /// <exception cref="InvalidInputException">The file is missing or damaged, or contains no weights.</exception>
    public static IReadOnlyDictionary<string, (int[] Shape, float[] Values)> Read(string path)
    {
        try
        {
            return BinaryInput.Read(path, stream =>
            {
                using var reader = new BinaryReader(stream);
                var weights = new Dictionary<string, (int[], float[])>(StringComparer.Ordinal);
                foreach (var tensor in StoredTensor.AllOf(reader, path))
                {
                    Add(weights, path, tensor, stream);
                }

                return weights.Count > 0
                    ? weights
                    : throw new InvalidInputException(path, "has no weights; expected a model that CLiKA wrote.");
            });
        }
        catch (Exception error) when (error is InvalidDataException or FormatException or OverflowException or ArgumentException)
        {
            throw new InvalidInputException(path, $"cannot be read as a model that CLiKA wrote: {error.Message}", error);
        }
    }

    private static void Add(Dictionary<string, (int[], float[])> weights, string path, StoredTensor tensor, Stream stream)
    {
        var name = tensor.Name;
        if (name.EndsWith(BlockwiseProducts.NumbersSuffix, StringComparison.Ordinal))
        {
            throw new InvalidInputException(
                path, $"'{name[..^BlockwiseProducts.NumbersSuffix.Length]}' is quantized; expected weights in 32 or 16 bits.");
        }

        // LoRA inputs are empty in the file.
        if (tensor.Length == 0 || !name.EndsWith(".weight", StringComparison.Ordinal)
            || (OnnxElementType)tensor.Type is not (OnnxElementType.Float or OnnxElementType.Float16))
        {
            return;
        }

        if (tensor.File != path)
        {
            throw new InvalidInputException(path, $"'{name}' is in another file; expected a model in a single file.");
        }

        int[] shape = [.. tensor.Dimensions.Select(size => checked((int)size))];
        if (!tensor.IsWhole || !weights.TryAdd(name, Untransposed(name, shape, ValuesOf(tensor, stream))))
        {
            throw new InvalidInputException(
                path, $"'{name}' occurs twice, or has {tensor.Length} bytes for the shape [{string.Join(", ", shape)}]; the file may be damaged.");
        }
    }

    private static float[] ValuesOf(StoredTensor tensor, Stream stream)
    {
        stream.Position = tensor.Offset;
        if ((OnnxElementType)tensor.Type == OnnxElementType.Float)
        {
            var values = new float[tensor.Length / sizeof(float)];
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        var halves = new Half[tensor.Length / sizeof(ushort)];
        stream.ReadExactly(MemoryMarshal.AsBytes(halves.AsSpan()));
        return Array.ConvertAll(halves, value => (float)value);
    }

    // The writer stores projections transposed for MatMul, [in, out]; embeddings and norms as they are.
    private static (int[] Shape, float[] Values) Untransposed(string name, int[] shape, float[] values)
    {
        if (shape.Length != 2 || name.StartsWith("model.embed_", StringComparison.Ordinal) || name.EndsWith("_norm.weight", StringComparison.Ordinal))
        {
            return (shape, values);
        }

        var transposed = new float[values.Length];
        for (var row = 0; row < shape[0]; row++)
        {
            for (var column = 0; column < shape[1]; column++)
            {
                transposed[(column * shape[0]) + row] = values[(row * shape[1]) + column];
            }
        }

        return ([shape[1], shape[0]], transposed);
    }
}
