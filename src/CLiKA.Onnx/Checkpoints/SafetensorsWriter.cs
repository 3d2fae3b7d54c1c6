using System.Text;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>Writes safetensors files, as read by HuggingFace's libraries.</summary>
public static class SafetensorsWriter
{
    // As in HuggingFace's own writer, the data begin at a multiple of eight.
    private const int Alignment = 8;

    // 4 MiB of a tensor are held in memory while it is written.
    private const int MostValues = 1 << 20;

    /// <summary>Writes tensors from memory. Equal tensors give equal bytes, in any order.</summary>
    /// <param name="path">Path of the file; an existing one is replaced atomically.</param>
    /// <param name="tensors">Names and shapes.</param>
    /// <param name="tensor">Returns the values of a tensor by its name, row-major; called once for each.</param>
    /// <param name="type">
    /// The type of a value: 32 or 16 bits; <see cref="WeightType.Float16Compute"/> is stored as <see cref="WeightType.Float16"/>.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are too few or too many values, a value is outside the range of the 16-bit type, or a name is repeated.
    /// </exception>
    public static void Write(
        string path, IReadOnlyCollection<(string Name, int[] Shape)> tensors, Func<string, float[]> tensor, WeightType type)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Write(path, tensors, new ArrayWeights(tensor), type);
    }

    /// <summary>Writes tensors without holding more than part of one in memory. Equal tensors give equal bytes.</summary>
    /// <param name="path">Path of the file; an existing one is replaced atomically.</param>
    /// <param name="tensors">Names and shapes.</param>
    /// <param name="source">The source of the values.</param>
    /// <param name="type">
    /// The type of a value: 32 or 16 bits; <see cref="WeightType.Float16Compute"/> is stored as <see cref="WeightType.Float16"/>.
    /// </param>
    /// <exception cref="ArgumentException">A value is outside the range of the 16-bit type, or a name is repeated.</exception>
    /// <exception cref="InvalidInputException">A tensor is missing or has another shape.</exception>
    public static void Write(
        string path, IReadOnlyCollection<(string Name, int[] Shape)> tensors, IWeightSource source, WeightType type)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(tensors);
        ArgumentNullException.ThrowIfNull(source);
        var ordered = tensors.OrderBy(entry => entry.Name, StringComparer.Ordinal).ToList();
        if (ordered.Zip(ordered.Skip(1)).FirstOrDefault(pair => pair.First.Name == pair.Second.Name).First.Name is { } repeated)
        {
            throw new ArgumentException($"'{repeated}' occurs twice.", nameof(tensors));
        }

        ordered.ForEach(entry => source.Require(entry.Name, entry.Shape));

        // Atomically, so that an incomplete file is not mistaken for a complete one.
        AtomicFile.Write(path, stream =>
        {
            var header = Header(ordered, type);
            stream.Write(BitConverter.GetBytes((long)header.Length));
            stream.Write(header);
            ordered.ForEach(entry => WriteValues(stream, entry.Name, CountOf(entry.Shape), source, type));
        });
    }

    private static byte[] Header(IEnumerable<(string Name, int[] Shape)> tensors, WeightType type)
    {
        var offset = 0L;
        var header = new Dictionary<string, object> { ["__metadata__"] = new { format = "pt" } };
        foreach (var (name, shape) in tensors)
        {
            var end = offset + (CountOf(shape) * WeightBytes.SizeOf(type));
            header[name] = new { dtype = type == WeightType.Float32 ? "F32" : "F16", shape, data_offsets = (long[])[offset, end] };
            offset = end;
        }

        var text = JsonSerializer.Serialize(header);
        var length = Encoding.UTF8.GetByteCount(text);
        return Encoding.UTF8.GetBytes(text + new string(' ', (Alignment - (length % Alignment)) % Alignment));
    }

    private static long CountOf(int[] shape) => shape.Aggregate(1L, (product, size) => product * size);

    private static void WriteValues(Stream stream, string name, long count, IWeightSource source, WeightType type)
    {
        for (var offset = 0L; offset < count; offset += MostValues)
        {
            var values = new float[Math.Min(MostValues, count - offset)];
            source.Read(name, offset, values);
            WeightBytes.Write(stream, name, values, type);
        }
    }
}
