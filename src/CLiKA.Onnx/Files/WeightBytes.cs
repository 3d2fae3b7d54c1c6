using System.Numerics.Tensors;
using System.Runtime.InteropServices;

namespace CLiKA.Onnx.Files;

/// <summary>The binary format of weights: little-endian, in 32 or 16 bits.</summary>
internal static class WeightBytes
{
    // So many are converted at a time: they stay in the processor's cache until they are written.
    private const int Segment = 1 << 16;

    /// <summary>Returns the size of one weight in bytes.</summary>
    public static int SizeOf(WeightType type) => type == WeightType.Float32 ? sizeof(float) : sizeof(ushort);

    /// <summary>Writes weights.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="name">Name of the weights in messages.</param>
    /// <param name="values">The weights.</param>
    /// <param name="type">The type of the stored weights.</param>
    /// <exception cref="ArgumentException">A weight is outside the range of the 16-bit type.</exception>
    public static void Write(Stream stream, string name, ReadOnlySpan<float> values, WeightType type)
    {
        if (type == WeightType.Float32)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        Span<Half> halves = new Half[Math.Min(values.Length, Segment)];
        while (values.Length > 0)
        {
            var count = Math.Min(values.Length, Segment);
            Narrow(name, values[..count], halves[..count]);
            stream.Write(MemoryMarshal.AsBytes(halves[..count]));
            values = values[count..];
        }
    }

    private static void Narrow(string name, ReadOnlySpan<float> values, Span<Half> halves)
    {
        TensorPrimitives.ConvertToHalf(values, halves);
        if (halves.ContainsAny(Half.PositiveInfinity, Half.NegativeInfinity))
        {
            RequireRange(name, values, halves);
        }
    }

    private static void RequireRange(string name, ReadOnlySpan<float> values, ReadOnlySpan<Half> halves)
    {
        for (var index = 0; index < values.Length; index++)
        {
            if (Half.IsInfinity(halves[index]) && !float.IsInfinity(values[index]))
            {
                throw new ArgumentException($"'{name}' has the value {values[index]}, which is outside the range of 16 bits (65,504).");
            }
        }
    }
}
