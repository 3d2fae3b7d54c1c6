using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using CLiKA.Input;
using Microsoft.Win32.SafeHandles;

namespace CLiKA.Onnx.Checkpoints;

/// <summary>
/// A safetensors file: the length of a JSON header in eight bytes, the header, and the tensors, little-endian. Tensors of type F32, F16 and BF16 can
/// be read as numbers, all others as bytes.
/// </summary>
internal sealed class SafetensorsFile : IDisposable
{
    private const long LongestHeader = 100_000_000;

    private readonly string _path;
    private readonly SafeFileHandle _file;
    private readonly Dictionary<string, TensorEntry> _tensors = new(StringComparer.Ordinal);

    private SafetensorsFile(string path, SafeFileHandle file) => (_path, _file) = (path, file);

    /// <summary>Names of the tensors.</summary>
    public IReadOnlyCollection<string> Names => _tensors.Keys;

    /// <summary>Opens a file and checks its header against the file's length.</summary>
    public static SafetensorsFile Open(string path)
    {
        PlainFile.Require(path);
        LargeFilePointer.Refuse(path);
        SafetensorsFile file;
        try
        {
            file = new(path, File.OpenHandle(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(path, $"cannot be read: {error.Message}", error);
        }

        try
        {
            file.ReadHeader();
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Returns the shape of a tensor.</summary>
    public IReadOnlyList<long> ShapeOf(string name) => _tensors[name].Shape;

    /// <summary>Returns the header entry of a tensor.</summary>
    public TensorEntry EntryOf(string name) => _tensors[name];

    /// <summary>Creates an error about a tensor.</summary>
    public InvalidInputException Error(string name, string problem) => new(_path, $"'{name}' {problem}");

    /// <summary>Throws where a tensor has another shape, or a type that cannot be read as numbers.</summary>
    public void Require(string name, IReadOnlyList<int> shape)
    {
        if (!ShapeOf(name).SequenceEqual(shape.Select(size => (long)size)))
        {
            throw new InvalidInputException(
                _path, $"'{name}' has the shape [{string.Join(", ", ShapeOf(name))}]; expected [{string.Join(", ", shape)}] according to config.json.");
        }

        RequireNumbers(name);
    }

    /// <summary>Throws where a tensor has a type that cannot be read as numbers.</summary>
    public void RequireNumbers(string name)
    {
        var tensor = _tensors[name];
        if (!tensor.HasNumbers)
        {
            throw new InvalidInputException(_path, $"'{name}' is of type {tensor.Type}; expected F32, F16 or BF16.");
        }
    }

    /// <summary>Reads a segment of a tensor.</summary>
    public void Read(string name, long offset, Span<float> values)
    {
        var tensor = _tensors[name];
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset + values.Length, tensor.Count);
        var start = tensor.Start + (offset * tensor.ElementSize);
        if (tensor.Type == "F32")
        {
            Fill(MemoryMarshal.AsBytes(values), start);
            return;
        }

        // The raw values go into the second half of the output buffer; each is widened before its place is overwritten.
        var raw = MemoryMarshal.Cast<float, ushort>(values)[values.Length..];
        Fill(MemoryMarshal.AsBytes(raw), start);
        for (var index = 0; index < values.Length; index++)
        {
            var bits = raw[index];
            values[index] = tensor.Type == "F16" ? (float)BitConverter.UInt16BitsToHalf(bits) : BitConverter.Int32BitsToSingle(bits << 16);
        }
    }

    /// <summary>Reads a segment of a tensor of any type as bytes.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <param name="offset">Index of the first element.</param>
    /// <param name="bytes">Receives whole elements.</param>
    public void ReadBytes(string name, long offset, Span<byte> bytes)
    {
        var tensor = _tensors[name];
        ArgumentOutOfRangeException.ThrowIfGreaterThan((offset * tensor.ElementSize) + bytes.Length, tensor.Count * tensor.ElementSize);
        Fill(bytes, tensor.Start + (offset * tensor.ElementSize));
    }

    public void Dispose() => _file.Dispose();

    private void ReadHeader()
    {
        var length = RandomAccess.GetLength(_file);
        Span<byte> size = stackalloc byte[sizeof(long)];
        var headerLength = RandomAccess.Read(_file, size, 0) == size.Length ? BinaryPrimitives.ReadInt64LittleEndian(size) : -1;
        if (headerLength is < 2 or > LongestHeader || headerLength > length - size.Length)
        {
            throw new InvalidInputException(_path, "is not a safetensors file, or is truncated: its header is longer than the file.");
        }

        var text = new byte[headerLength];
        Fill(text, size.Length);
        var data = size.Length + headerLength;
        foreach (var property in JsonInput.Parse(_path, null, Encoding.UTF8.GetString(text)).Element.EnumerateObject())
        {
            if (property.Name != "__metadata__")
            {
                _tensors.Add(property.Name, Entry(property, data, length));
            }
        }
    }

    private TensorEntry Entry(JsonProperty property, long data, long length)
    {
        var offsets = property.Value.ValueKind == JsonValueKind.Object ? Numbers(property.Value, "data_offsets") : null;
        var shape = offsets is null ? null : Numbers(property.Value, "shape");
        if (offsets is not [var begin, var end] || shape is null || begin < 0 || end < begin || end > length - data
            || !property.Value.TryGetProperty("dtype", out var type) || type.ValueKind != JsonValueKind.String)
        {
            throw new InvalidInputException(
                _path, $"the header entry '{property.Name}' is damaged, or the file is truncated: its data lie outside the file.");
        }

        var entry = new TensorEntry(type.GetString()!, shape, data + begin);
        return entry.ElementSize == 0 || entry.Takes(end - begin)
            ? entry
            : throw Error(property.Name, $"has {end - begin} bytes, which do not match its type {entry.Type} and its shape [{string.Join(", ", shape)}].");
    }

    private static long[]? Numbers(JsonElement tensor, string name) =>
        tensor.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array
        && list.EnumerateArray().All(number => number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out var value) && value >= 0)
            ? [.. list.EnumerateArray().Select(number => number.GetInt64())]
            : null;

    private void Fill(Span<byte> bytes, long start)
    {
        try
        {
            for (var done = 0; done < bytes.Length;)
            {
                var read = RandomAccess.Read(_file, bytes[done..], start + done);
                done += read > 0 ? read : throw new InvalidInputException(_path, "was truncated while it was read.");
            }
        }
        catch (IOException error)
        {
            // An IOException would be taken for a failure to write by callers that write what is read here.
            throw new InvalidInputException(_path, $"cannot be read: {error.Message}", error);
        }
    }
}
