using System.Runtime.InteropServices;
using CLiKA.OnnxRuntime.Tests.Checkpoints;

namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>Tensors of the types in quantized checkpoints.</summary>
internal static class Packing
{
    public static CheckpointTensor Halves(string name, int[] shape, IEnumerable<float> values) =>
        Of(name, "F16", shape, values.Select(value => (Half)value));

    /// <summary>The upper half of each number's bits.</summary>
    public static CheckpointTensor BrainFloats(string name, int[] shape, IEnumerable<float> values) =>
        Of(name, "BF16", shape, values.Select(value => (ushort)(BitConverter.SingleToUInt32Bits(value) >> 16)));

    public static CheckpointTensor Floats(string name, int[] shape, IEnumerable<float> values) => Of(name, "F32", shape, values);

    public static CheckpointTensor Words(string name, int[] shape, IEnumerable<uint> values) => Of(name, "I32", shape, values);

    public static CheckpointTensor Indices(string name, IReadOnlyCollection<int> values) => Of(name, "I32", [values.Count], values);

    public static CheckpointTensor SignedBytes(string name, int[] shape, IEnumerable<int> values) =>
        Of(name, "I8", shape, values.Select(value => (sbyte)value));

    public static CheckpointTensor Of<T>(string name, string type, int[] shape, IEnumerable<T> values)
        where T : struct => new(name, type, shape, MemoryMarshal.AsBytes<T>(values.ToArray()).ToArray());

    /// <summary>Transposes a matrix.</summary>
    public static T[][] Transposed<T>(T[][] matrix) =>
        [.. Enumerable.Range(0, matrix[0].Length).Select(column => Array.ConvertAll(matrix, row => row[column]))];
}
