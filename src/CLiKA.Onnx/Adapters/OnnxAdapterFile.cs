using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CLiKA.Configuration;
using CLiKA.Input;
using CLiKA.Onnx.Files;
using Google.FlatBuffers;

namespace CLiKA.Onnx.Adapters;

/// <summary>
/// ONNX Runtime's file format for LoRA adapters, <c>.onnx_adapter</c>: a flatbuffer with a tensor for each of the graph's LoRA inputs, named as in
/// <see cref="LoraInput"/> (onnxruntime/lora/adapter_format/adapter_schema.fbs).
/// </summary>
public static class OnnxAdapterFile
{
    /// <summary>The extension of such files.</summary>
    public const string Extension = AdapterPath.Extension;

    private const string Identifier = "TORT";
    private const int FormatVersion = 1;

    // ONNX Runtime memory-maps the file and uses the values in place.
    private const int DataAlignment = 8;

    /// <summary>Reads an adapter. The scaling is included in its B, so that the scaling of the result is 1.</summary>
    /// <param name="path">Path of the file.</param>
    /// <returns>The adapter.</returns>
    /// <exception cref="InvalidInputException">
    /// The file is missing or damaged, or contains tensors with other names or types than <see cref="Write"/> gives.
    /// </exception>
    public static LoraAdapter Read(string path)
    {
        var bytes = BinaryInput.ReadAll(path);
        List<LoraInput> inputs;
        try
        {
            inputs = ReadInputs(path, new ByteBuffer(bytes));
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            throw new InvalidInputException(path, "is not an adapter of ONNX Runtime, or is truncated or damaged.", error);
        }

        var adapter = AdapterOf(path, inputs);
        return LoraAdapterCheck.ProblemOf(adapter) is { } problem ? throw new InvalidInputException(path, problem) : adapter;
    }

    /// <summary>Writes an adapter. Equal adapters give equal bytes.</summary>
    /// <param name="path">Path of the file; an existing one is replaced atomically.</param>
    /// <param name="adapter">The adapter.</param>
    /// <param name="type">
    /// The type of the stored values, which is that of the graph's LoRA inputs. <see cref="WeightType.Float16Compute"/> is stored as <see
    /// cref="WeightType.Float16"/>.
    /// </param>
    /// <exception cref="ArgumentException">The adapter is inconsistent, or a value is outside the range of the 16-bit type.</exception>
    /// <exception cref="InvalidInputException">The file cannot be written.</exception>
    public static void Write(string path, LoraAdapter adapter, WeightType type)
    {
        var builder = new FlatBufferBuilder(1024);
        int[] parameters = [.. LoraInput.Of(adapter).Select(input => Parameter(builder, input, type))];
        builder.StartVector(sizeof(int), parameters.Length, sizeof(int));
        foreach (var parameter in parameters.Reverse())
        {
            builder.AddOffset(parameter);
        }

        var list = builder.EndVector();
        builder.StartTable(4);
        builder.AddInt(0, FormatVersion, 0);
        builder.AddInt(1, 1, 0);
        builder.AddInt(2, 1, 0);
        builder.AddOffset(3, list.Value, 0);
        builder.Finish(builder.EndTable(), Identifier);
        AtomicFile.WriteAllBytes(path, builder.SizedByteArray());
    }

    private static int Parameter(FlatBufferBuilder builder, LoraInput input, WeightType type)
    {
        var values = input.ToBytes(type);
        builder.StartVector(sizeof(byte), values.Length, DataAlignment);
        builder.Add(values);
        var data = builder.EndVector();
        builder.StartVector(sizeof(long), 2, sizeof(long));
        builder.AddLong(input.Columns);
        builder.AddLong(input.Rows);
        var dimensions = builder.EndVector();
        var name = builder.CreateString(input.Name);
        builder.StartTable(4);
        builder.AddOffset(0, name.Value, 0);
        builder.AddOffset(1, dimensions.Value, 0);
        builder.AddInt(2, (int)(type == WeightType.Float32 ? OnnxElementType.Float : OnnxElementType.Float16), 0);
        builder.AddOffset(3, data.Value, 0);
        return builder.EndTable();
    }

    private static List<LoraInput> ReadInputs(string path, ByteBuffer buffer)
    {
        if (!Table.__has_identifier(buffer, Identifier))
        {
            throw new InvalidInputException(path, $"is not an adapter of ONNX Runtime; expected the identifier {Identifier} in its header.");
        }

        var adapter = new Table(buffer.GetInt(0), buffer);
        var version = adapter.__offset(Field(0)) is > 0 and var place ? buffer.GetInt(adapter.bb_pos + place) : 0;
        if (version != FormatVersion)
        {
            throw new InvalidInputException(path, $"has version {version} of the format; expected {FormatVersion}.");
        }

        var list = adapter.__offset(Field(3));
        var inputs = new List<LoraInput>();
        var values = 0L;
        for (var index = 0; list != 0 && index < adapter.__vector_len(list); index++)
        {
            var input = ReadInput(path, new Table(adapter.__indirect(adapter.__vector(list) + (index * sizeof(int))), buffer));

            // The format does not prevent a thousand tensors from sharing the same bytes.
            values += input.Values.Length;
            if (values * sizeof(ushort) > buffer.Length)
            {
                throw new InvalidInputException(path, "has overlapping tensors: together they are larger than the file.");
            }

            inputs.Add(input);
        }

        return inputs;
    }

    private static LoraInput ReadInput(string path, Table parameter)
    {
        var name = parameter.__offset(Field(0)) is not 0 and var nameAt ? parameter.__string(parameter.bb_pos + nameAt) : null;
        if (name is null || !LoraInput.IsName(name))
        {
            throw new InvalidInputException(
                path, $"has a tensor named '{name}'; expected MODULE{LoraInput.SuffixA} and {LoraInput.SuffixB}.");
        }

        var dimensionsAt = parameter.__offset(Field(1));
        long[] dimensions = dimensionsAt != 0 && parameter.__vector_len(dimensionsAt) == 2
            ? parameter.__vector_as_array<long>(Field(1))
            : [];
        var type = parameter.__offset(Field(2)) is not 0 and var typeAt ? parameter.ByteBuffer.GetInt(parameter.bb_pos + typeAt) : 0;
        var bytes = parameter.__vector_as_array<byte>(Field(3)) ?? [];
        var size = (OnnxElementType)type switch
        {
            OnnxElementType.Float => sizeof(float),
            OnnxElementType.Float16 => sizeof(ushort),
            _ => 0,
        };
        if (size == 0 || dimensions is not [> 0 and <= int.MaxValue and var rows, > 0 and <= int.MaxValue and var columns]
            || rows * columns != bytes.Length / size || bytes.Length % size != 0)
        {
            throw new InvalidInputException(
                path,
                $"'{name}' is of type {type} and has {bytes.Length} bytes for the shape [{string.Join(", ", dimensions)}]; "
                + "expected a matrix of type 1 (32 bits) or 10 (16 bits).");
        }

        var values = size == sizeof(float)
            ? MemoryMarshal.Cast<byte, float>(bytes).ToArray()
            : Array.ConvertAll(MemoryMarshal.Cast<byte, Half>(bytes).ToArray(), value => (float)value);
        return new(name, (int)rows, (int)columns, values);
    }

    // Offset of a field in the table's vtable.
    private static int Field(int index) => (2 + index) * sizeof(short);

    private static LoraAdapter AdapterOf(string path, List<LoraInput> inputs)
    {
        if (inputs.GroupBy(input => input.Name).FirstOrDefault(group => group.Count() > 1) is { } repeated)
        {
            throw new InvalidInputException(path, $"names '{repeated.Key}' twice.");
        }

        var byName = inputs.ToDictionary(input => input.Name);
        var names = inputs.Select(input => input.Name[..^LoraInput.SuffixA.Length]).Distinct().ToList();
        var modules = names.Select(name =>
        {
            if (!byName.TryGetValue(name + LoraInput.SuffixA, out var a) || !byName.TryGetValue(name + LoraInput.SuffixB, out var b))
            {
                throw new InvalidInputException(
                    path, $"has only one matrix for '{name}'; expected {LoraInput.SuffixA} and {LoraInput.SuffixB}.");
            }

            return a.Columns == b.Rows
                ? new LoraModule(name, a.Rows, b.Columns, LoraInput.Transposed(a.Values, a.Columns), LoraInput.Transposed(b.Values, b.Columns))
                : throw new InvalidInputException(
                    path,
                    $"'{name}' has the shapes [{a.Rows}, {a.Columns}] and [{b.Rows}, {b.Columns}]; "
                    + "expected [inputs, rank] and [rank, outputs].");
        }).ToImmutableArray();
        var rank = modules.Select(module => module.Rank).DefaultIfEmpty(1).Max();
        return new(rank, rank, modules);
    }
}
