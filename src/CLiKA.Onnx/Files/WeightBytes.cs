using System.Runtime.InteropServices;

namespace CLiKA.Onnx.Files;

/// <summary>Weights as files hold them: little-endian, in 32 or 16 bits.</summary>
internal static class WeightBytes
{
    /// <summary>Bytes of one weight.</summary>
    public static int SizeOf(WeightType type) => type == WeightType.Float32 ? sizeof(float) : sizeof(ushort);

    /// <summary>Writes weights.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="name">What they are called in messages.</param>
    /// <param name="values">The weights.</param>
    /// <param name="type">How they are stored.</param>
    /// <exception cref="ArgumentException">A weight does not fit into 16 bits.</exception>
    public static void Write(Stream stream, string name, ReadOnlySpan<float> values, WeightType type)
    {
        if (type == WeightType.Float32)
        {
            stream.Write(MemoryMarshal.AsBytes(values));
            return;
        }

        var halves = new Half[values.Length];
        for (var index = 0; index < values.Length; index++)
        {
            halves[index] = (Half)values[index];
            if (Half.IsInfinity(halves[index]) && !float.IsInfinity(values[index]))
            {
                throw new ArgumentException($"'{name}' holds {values[index]}, which 16 bits cannot.");
            }
        }

        stream.Write(MemoryMarshal.AsBytes<Half>(halves));
    }
}
