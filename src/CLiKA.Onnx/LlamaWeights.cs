using System.Runtime.InteropServices;

namespace CLiKA.Onnx;

/// <summary>Puts HuggingFace weights into a graph as initializers.</summary>
/// <param name="graph">The graph.</param>
/// <param name="weight">Gives a weight by its HuggingFace name.</param>
/// <param name="type">How weights are stored.</param>
internal sealed class LlamaWeights(OnnxGraph graph, Func<string, float[]> weight, WeightType type)
{
    /// <summary>A weight as it is stored, in 32 or 16 bits.</summary>
    /// <returns>The name of the initializer.</returns>
    public string Stored(string name, params int[] shape) => Add(name, shape, values => values);

    /// <summary>A weight in 32 bits. The runtime folds the cast once, when it loads the graph.</summary>
    /// <returns>The name of the value.</returns>
    public string Vector(string name, int size) => Widened(Stored(name, size));

    /// <summary>
    /// A projection's weight in 32 bits, turned from HuggingFace's [out, in] to the [in, out] that MatMul multiplies by.
    /// </summary>
    /// <returns>The name of the value.</returns>
    public string Projection(string name, int outputs, int inputs) =>
        Widened(Add(name, [inputs, outputs], values => Transposed(values, outputs, inputs)));

    /// <summary>A stored value in 32 bits.</summary>
    /// <returns>The name of the value.</returns>
    public string Widened(string name) => type == WeightType.Float32
        ? name
        : graph.Node("Cast", name + ".float", [name], ("to", (int)OnnxElementType.Float));

    private static float[] Transposed(float[] values, int rows, int columns)
    {
        var transposed = new float[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                transposed[(column * rows) + row] = values[(row * columns) + column];
            }
        }

        return transposed;
    }

    private string Add(string name, int[] shape, Func<float[], float[]> arrange)
    {
        var elementType = type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16;
        return graph.Initializer(new(name, elementType, [.. shape.Select(size => (long)size)], stream =>
        {
            var values = weight(name);
            var expected = shape.Aggregate(1, (product, size) => checked(product * size));
            if (values.Length != expected)
            {
                throw new ArgumentException($"'{name}' has {values.Length} values; expected {expected}.");
            }

            Write(stream, name, arrange(values));
        }));
    }

    private void Write(Stream stream, string name, float[] values)
    {
        if (type == WeightType.Float32)
        {
            stream.Write(MemoryMarshal.AsBytes<float>(values));
            return;
        }

        var halves = Array.ConvertAll(values, value => (Half)value);
        var lost = Array.FindIndex(halves, Half.IsInfinity);
        if (lost >= 0 && !float.IsInfinity(values[lost]))
        {
            throw new ArgumentException($"'{name}' holds {values[lost]}, which 16 bits cannot.");
        }

        stream.Write(MemoryMarshal.AsBytes<Half>(halves));
    }
}
