using System.Runtime.InteropServices;
using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Puts constants into a graph.</summary>
internal static class Tensors
{
    public static string Floats(OnnxGraph graph, string name, OnnxElementType type, long[] shape, float[] values) =>
        type == OnnxElementType.Float16
            ? Add(graph, name, type, shape, Array.ConvertAll(values, value => (Half)value))
            : Add(graph, name, type, shape, values);

    public static string Bytes(OnnxGraph graph, string name, long[] shape, byte[] values) =>
        Add(graph, name, OnnxElementType.UInt8, shape, values);

    public static string SignedBytes(OnnxGraph graph, string name, long[] shape, sbyte[] values) =>
        Add(graph, name, OnnxElementType.Int8, shape, values);

    /// <summary>A matrix [out, in] as [in, out].</summary>
    public static T[] Transposed<T>(T[] matrix, int inputs)
    {
        var outputs = matrix.Length / inputs;
        return [.. Enumerable.Range(0, matrix.Length).Select(index => matrix[(index % outputs * inputs) + (index / outputs)])];
    }

    private static string Add<T>(OnnxGraph graph, string name, OnnxElementType type, long[] shape, T[] values)
        where T : struct =>
        graph.Initializer(new(name, type, shape, stream => stream.Write(MemoryMarshal.AsBytes<T>(values))));
}
