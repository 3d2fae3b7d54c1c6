using CLiKA.Onnx.Files;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Decoders;

/// <summary>Puts HuggingFace weights into a graph as initializers.</summary>
/// <param name="graph">The graph.</param>
/// <param name="source">Gives the weights.</param>
/// <param name="type">How weights are stored.</param>
internal sealed class GraphWeights(OnnxGraph graph, IWeightSource source, WeightType type)
{
    // 64 MiB: what is held of a weight while it is written.
    private const int MostValues = 1 << 24;

    private BlockwiseProducts? _blockwise;

    /// <summary>A weight as it is stored, in 32 or 16 bits.</summary>
    /// <returns>The name of the initializer.</returns>
    public string Stored(string name, params int[] shape)
    {
        source.Require(name, shape);
        return Add(name, shape, stream =>
        {
            var count = shape.Aggregate(1L, (product, size) => product * size);
            for (var offset = 0L; offset < count; offset += MostValues)
            {
                var values = new float[Math.Min(MostValues, count - offset)];
                source.Read(name, offset, values);
                WeightBytes.Write(stream, name, values, type);
            }
        });
    }

    /// <summary>The type in which weights are stored.</summary>
    public OnnxElementType StoredType => type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16;

    /// <summary>The type that the graph computes with.</summary>
    public OnnxElementType Computed => type == WeightType.Float16Compute ? OnnxElementType.Float16 : OnnxElementType.Float;

    /// <summary>A weight in the type that the graph computes with. The runtime folds the cast once, when it loads the graph.</summary>
    /// <returns>The name of the value.</returns>
    public string Vector(string name, RowWidth size) => Widened(Row(name, size, StoredType, type));

    /// <summary>A weight in 32 bits, whatever others are stored in.</summary>
    /// <returns>The name of the initializer.</returns>
    public string Exact(string name, int size) => Row(name, size, OnnxElementType.Float, WeightType.Float32);

    /// <summary>A product with a projection's weight, which stays as it is where it was quantized.</summary>
    /// <param name="output">Name of the product.</param>
    /// <param name="input">Name of the values [..., inputs].</param>
    /// <param name="name">Name of the weight, HuggingFace's [out, in].</param>
    /// <param name="outputs">Width of what comes out.</param>
    /// <param name="inputs">Width of what goes in; neither has zeros where the matrix is of whole numbers.</param>
    /// <returns>The name of the product.</returns>
    public string Product(string output, string input, string name, RowWidth outputs, RowWidth inputs)
    {
        source.Require(name, [outputs.Values, inputs.Values]);
        if (source.Quantized(name, outputs.Values, inputs.Values) is { } matrix && BlockwiseProducts.Takes(matrix))
        {
            _blockwise ??= new(graph, Computed);
            return _blockwise.Add(output, input, name, matrix);
        }

        // MatMul wants it turned.
        var weight = Add(name, [inputs.Places, outputs.Places], stream => WriteTransposed(stream, name, outputs, inputs));
        return graph.Node("MatMul", output, [input, Widened(weight)]);
    }

    /// <summary>Whether a weight is rounded to whole numbers as it passes, which is known before it is asked for.</summary>
    public bool IsRounded(string name, int outputs, int inputs) => source.Quantized(name, outputs, inputs) is not null;

    /// <summary>A stored value in the type that the graph computes with.</summary>
    /// <returns>The name of the value.</returns>
    public string Widened(string name) => type == WeightType.Float16
        ? graph.Node("Cast", name + ".float", [name], ("to", (int)OnnxElementType.Float))
        : name;

    // A few columns at a time become rows: the largest matrices would not fit into memory twice.
    private void WriteTransposed(Stream stream, string name, RowWidth outputs, RowWidth inputs)
    {
        var (rows, columns) = (outputs.Values, inputs.Values);
        var width = Math.Clamp(MostValues / outputs.Places, 1, columns);
        var segment = new float[width];
        var turned = new float[width * outputs.Places];
        for (var first = 0; first < columns; first += width)
        {
            var count = Math.Min(width, columns - first);
            for (var row = 0; row < rows; row++)
            {
                source.Read(name, ((long)row * columns) + first, segment.AsSpan(0, count));
                for (var column = 0; column < count; column++)
                {
                    turned[(column * outputs.Places) + row] = segment[column];
                }
            }

            WeightBytes.Write(stream, name, turned.AsSpan(0, count * outputs.Places), type);
        }

        WeightBytes.Write(stream, name, new float[inputs.Zeros * outputs.Places], type);
    }

    private string Row(string name, RowWidth size, OnnxElementType element, WeightType stored)
    {
        source.Require(name, [size.Values]);
        return graph.Initializer(new(name, element, [size.Places], stream =>
        {
            var values = new float[size.Places];
            source.Read(name, 0, values.AsSpan(0, size.Values));
            WeightBytes.Write(stream, name, values, stored);
        }));
    }

    private string Add(string name, int[] shape, Action<Stream> write) =>
        graph.Initializer(new(name, StoredType, [.. shape.Select(size => (long)size)], write));
}
