using System.Text;
using System.Text.Json;
using CLiKA.Input;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>Writes safetensors files, as HuggingFace's libraries read them.</summary>
public static class SafetensorsWriter
{
    // As HuggingFace's own writer does: what follows the header begins at a multiple of eight.
    private const int Alignment = 8;

    // 4 MiB: what is held of a tensor while it is written.
    private const int MostValues = 1 << 20;

    /// <summary>Writes tensors that are in memory. Equal tensors become equal bytes, whatever their order.</summary>
    /// <param name="path">Path of the file; an existing one is replaced, once the new one is whole.</param>
    /// <param name="tensors">Names and shapes.</param>
    /// <param name="tensor">Gives the values of a tensor by its name, row-major. Each is asked for once.</param>
    /// <param name="type">
    /// 32 or 16 bits a value; <see cref="WeightType.Float16Compute"/> stores as <see cref="WeightType.Float16"/> does.
    /// </param>
    /// <exception cref="ArgumentException">Values are too few or too many, do not fit into 16 bits, or a name occurs twice.</exception>
    public static void Write(
        string path, IReadOnlyCollection<(string Name, int[] Shape)> tensors, Func<string, float[]> tensor, WeightType type)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        Write(path, tensors, new ArrayWeights(tensor), type);
    }

    /// <summary>Writes tensors without ever holding more than a part of one in memory. Equal tensors become equal bytes.</summary>
    /// <param name="path">Path of the file; an existing one is replaced, once the new one is whole.</param>
    /// <param name="tensors">Names and shapes.</param>
    /// <param name="source">Gives the values.</param>
    /// <param name="type">
    /// 32 or 16 bits a value; <see cref="WeightType.Float16Compute"/> stores as <see cref="WeightType.Float16"/> does.
    /// </param>
    /// <exception cref="ArgumentException">A value does not fit into 16 bits, or a name occurs twice.</exception>
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

        // A file that is half written must not be taken for one.
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
