using CLiKA.Onnx.Files;
using CLiKA.Onnx.Quantization;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds HuggingFace weights to a graph as initializers.</summary>
/// <param name="graph">The graph.</param>
/// <param name="source">The source of the weights.</param>
/// <param name="type">The type of the stored weights.</param>
internal sealed class GraphWeights(OnnxGraph graph, IWeightSource source, WeightType type)
{
    // 64 MiB of a weight are held in memory while it is written.
    private const int MostValues = 1 << 24;

    // Rows that are transposed together: what is written lies side by side, on a few lines of the cache.
    private const int RowsAtOnce = 64;

    // One weight after the other is written through the same memory.
    private float[] _read = [];
    private float[] _written = [];
    private BlockwiseProducts? _blockwise;

    /// <summary>Adds a weight in the type in which weights are stored.</summary>
    /// <returns>The name of the initializer.</returns>
    public string Stored(string name, params int[] shape)
    {
        source.Require(name, shape);
        return Add(name, shape, stream =>
        {
            var count = shape.Aggregate(1L, (product, size) => product * size);
            for (var offset = 0L; offset < count; offset += MostValues)
            {
                var values = Reused(ref _written, (int)Math.Min(MostValues, count - offset));
                source.Read(name, offset, values);
                WeightBytes.Write(stream, name, values, type);
            }
        });
    }

    /// <summary>The type in which weights are stored.</summary>
    public OnnxElementType StoredType => type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16;

    /// <summary>The type of the computation.</summary>
    public OnnxElementType Computed => type == WeightType.Float16Compute ? OnnxElementType.Float16 : OnnxElementType.Float;

    /// <summary>Adds a weight in the type of the computation. The runtime folds the cast once, when it loads the graph.</summary>
    /// <returns>The name of the value.</returns>
    public string Vector(string name, RowWidth size) => Widened(Row(name, size, StoredType, type));

    /// <summary>Adds a weight in 32 bits, whatever the type of the others.</summary>
    /// <returns>The name of the initializer.</returns>
    public string Exact(string name, int size) => Row(name, size, OnnxElementType.Float, WeightType.Float32);

    /// <summary>Adds a product with a projection's weight, which stays quantized where it was.</summary>
    /// <param name="output">Name of the product.</param>
    /// <param name="input">Name of the values [..., inputs].</param>
    /// <param name="name">HuggingFace's name of the weight, [out, in].</param>
    /// <param name="outputs">Width of the output.</param>
    /// <param name="inputs">Width of the input; neither is padded where the matrix is of quantized integers.</param>
    /// <returns>The name of the product.</returns>
    public string Product(string output, string input, string name, RowWidth outputs, RowWidth inputs)
    {
        source.Require(name, [outputs.Values, inputs.Values]);
        if (source.Quantized(name, outputs.Values, inputs.Values) is { } matrix && BlockwiseProducts.Takes(matrix))
        {
            _blockwise ??= new(graph, Computed);
            return _blockwise.Add(output, input, name, matrix);
        }

        // Transposed for MatMul.
        var weight = Add(name, [inputs.Stride, outputs.Stride], stream => WriteTransposed(stream, name, outputs, inputs));
        return graph.Node("MatMul", output, [input, Widened(weight)]);
    }

    /// <summary>Adds a weight for a computation that has 32 bits whatever the type of the others.</summary>
    /// <returns>The name of the value.</returns>
    public string InSingle(string name, params int[] shape)
    {
        var stored = Stored(name, shape);
        return type == WeightType.Float32 ? stored : graph.Node("Cast", $"{name}.float", [stored], ("to", (int)OnnxElementType.Float));
    }

    /// <summary>Converts a value from the type of the computation to 32 bits.</summary>
    /// <returns>The name of the value.</returns>
    public string ToSingle(string name) => Converted(name, $"{name}.single", OnnxElementType.Float);

    /// <summary>Converts a value of 32 bits to the type of the computation.</summary>
    /// <returns>The name of the value.</returns>
    public string FromSingle(string name) => Converted(name, $"{name}.computed", Computed);

    /// <summary>Returns whether a weight is quantized on export, which is known before it is required.</summary>
    public bool IsRounded(string name, int outputs, int inputs) => source.Quantized(name, outputs, inputs) is not null;

    /// <summary>Converts a stored value to the type of the computation.</summary>
    /// <returns>The name of the value.</returns>
    public string Widened(string name) => type == WeightType.Float16
        ? graph.Node("Cast", name + ".float", [name], ("to", (int)OnnxElementType.Float))
        : name;

    // Transposes a few columns at a time: two copies of the largest matrices would not fit into memory.
    private void WriteTransposed(Stream stream, string name, RowWidth outputs, RowWidth inputs)
    {
        var (rows, columns) = (outputs.Values, inputs.Values);
        var width = Math.Clamp(MostValues / outputs.Stride, 1, columns);
        var block = Reused(ref _read, RowsAtOnce * width);
        var transposed = Reused(ref _written, width * outputs.Stride);
        transposed.Clear();
        for (var first = 0; first < columns; first += width)
        {
            var count = Math.Min(width, columns - first);
            for (var row = 0; row < rows; row += RowsAtOnce)
            {
                var some = Math.Min(RowsAtOnce, rows - row);
                for (var index = 0; index < some; index++)
                {
                    source.Read(name, ((long)(row + index) * columns) + first, block.Slice(index * count, count));
                }

                for (var column = 0; column < count; column++)
                {
                    var target = transposed.Slice((column * outputs.Stride) + row, some);
                    for (var index = 0; index < target.Length; index++)
                    {
                        target[index] = block[(index * count) + column];
                    }
                }
            }

            WeightBytes.Write(stream, name, transposed[..(count * outputs.Stride)], type);
        }

        WeightBytes.Write(stream, name, new float[inputs.Padding * outputs.Stride], type);
    }

    private static Span<float> Reused(ref float[] memory, int count)
    {
        if (memory.Length < count)
        {
            memory = new float[count];
        }

        return memory.AsSpan(0, count);
    }

    private string Converted(string name, string converted, OnnxElementType to) =>
        Computed == OnnxElementType.Float ? name : graph.Node("Cast", converted, [name], ("to", (int)to));

    private string Row(string name, RowWidth size, OnnxElementType element, WeightType stored)
    {
        source.Require(name, [size.Values]);
        return graph.Initializer(new(name, element, [size.Stride], stream =>
        {
            var values = new float[size.Stride];
            source.Read(name, 0, values.AsSpan(0, size.Values));
            WeightBytes.Write(stream, name, values, stored);
        }));
    }

    private string Add(string name, int[] shape, Action<Stream> write) =>
        graph.Initializer(new(name, StoredType, [.. shape.Select(size => (long)size)], write));
}
