using CLiKA.Onnx.Adapters;

namespace CLiKA.Onnx.Files;

/// <summary>
/// A graph in its file: its inputs, the locations of its matrices, and everything else verbatim. It can be written again with an adapter as
/// initializers, its matrices left where they are.
/// </summary>
public sealed class StoredGraph
{
    // Field numbers: the first of ModelProto, all others of GraphProto.
    internal const int GraphField = 7;
    internal const int InitializerField = 5;
    private const int NodeField = 1;
    private const int InputField = 11;

    // Smaller constants are copied into the new graph; and so are, up to the larger size, those that runs would read from the file.
    private const int Smallest = 1024;
    private const int Largest = 1 << 23;

    private readonly List<byte[]> _otherModelFields = [];
    private readonly List<byte[]> _otherGraphFields = [];
    private readonly List<GraphInput> _inputs = [];
    private readonly List<(StoredTensor Tensor, byte[]? Bytes)> _constants = [];
    private readonly HashSet<string> _operands = new(StringComparer.Ordinal);
    private readonly HashSet<string> _readInPlace = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cast = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoraInputShape> _lora = new(StringComparer.Ordinal);
    private string _path;

    private StoredGraph(string path) => _path = path;

    /// <summary>Names of the graph's inputs, required and optional.</summary>
    public IEnumerable<string> Inputs => _inputs.Select(input => input.Name);

    /// <summary>Types and dimensions of the LoRA inputs, by name.</summary>
    public IReadOnlyDictionary<string, LoraInputShape> LoraInputs => _lora;

    /// <summary>
    /// The constants of 32, 16 or, where quantized, fewer bits that the graph multiplies by or looks up in: most of a model, and shared by all
    /// adapters.
    /// </summary>
    public IEnumerable<StoredTensor> Matrices => _constants.Select(constant => constant.Tensor)
        .Where(tensor => _operands.Contains(tensor.Name) && tensor.Length >= Smallest && tensor.IsWhole);

    /// <summary>
    /// Returns whether runs read a matrix in place, and not only a form of it that ONNX Runtime pre-packs once for 32-bit products.
    /// </summary>
    /// <param name="matrix">One of <see cref="Matrices"/>.</param>
    /// <returns>Whether they do.</returns>
    public bool IsReadInPlace(StoredTensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return _readInPlace.Contains(matrix.Name);
    }

    /// <summary>The folder of the files that <see cref="WithAdapter"/> refers to.</summary>
    public string Folder => Path.GetDirectoryName(_path)!;

    /// <summary>Reads a graph. Larger constants are located without being read.</summary>
    /// <param name="path">Path of the .onnx file.</param>
    /// <returns>The graph; null where the file is not a graph, which its runtime reports better.</returns>
    public static StoredGraph? TryRead(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            using var reader = new BinaryReader(stream);
            var graph = new StoredGraph(Path.GetFullPath(path));
            graph.Read(reader);
            return graph;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or FormatException or OverflowException or ArgumentException
            or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Returns the graph with an adapter's matrices as initializers, replacing the inputs for them.</summary>
    /// <param name="adapter">The matrices, each of which fits its input in <see cref="LoraInputs"/>.</param>
    /// <returns>An ONNX model, which refers to files in <see cref="Folder"/> for its larger constants.</returns>
    /// <exception cref="ArgumentException">A value is outside the range of the 16-bit type.</exception>
    public byte[] WithAdapter(IEnumerable<LoraInput> adapter)
    {
        var given = adapter.ToDictionary(input => input.Name);
        var graph = new ProtobufMessage();
        _otherGraphFields.ForEach(part => graph.Bytes(part));
        foreach (var input in _inputs.Where(input => !given.ContainsKey(input.Name)))
        {
            graph.Bytes(input.Bytes);
        }

        foreach (var (tensor, bytes) in _constants.Where(constant => !given.ContainsKey(constant.Tensor.Name)))
        {
            _ = bytes is null
                ? graph.Message(InitializerField, Initializer(tensor.Name, tensor.Type, tensor.Dimensions).Reference(Path.GetFileName(tensor.File), tensor.Offset))
                : graph.Bytes(bytes);
        }

        foreach (var input in given.Values)
        {
            var type = _lora[input.Name].Type;
            graph.Message(
                InitializerField,
                Initializer(input.Name, (int)LoraInputShape.ElementOf(type), [input.Rows, input.Columns]).Header().Bytes(input.ToBytes(type)));
        }

        var model = new ProtobufMessage();
        _otherModelFields.ForEach(part => model.Bytes(part));
        using var stream = new MemoryStream();
        model.Message(GraphField, graph).WriteTo(stream);
        return stream.ToArray();
    }

    private static OnnxInitializer Initializer(string name, int type, IReadOnlyList<long> dimensions) =>
        new(name, (OnnxElementType)type, [.. dimensions], _ => { });

    private void Read(BinaryReader reader)
    {
        var graphs = new List<ProtobufField>();
        foreach (var field in ProtobufField.Of(reader, 0, reader.BaseStream.Length))
        {
            if (field.Number == GraphField)
            {
                graphs.Add(field);
            }
            else
            {
                _otherModelFields.Add(field.Bytes(reader, withTag: true));
            }
        }

        if (graphs is not [var graph])
        {
            throw new InvalidDataException("The file has no graph, or several.");
        }

        var constants = new List<ProtobufField>();
        foreach (var field in ProtobufField.Of(reader, graph.Begin, graph.End))
        {
            switch (field.Number)
            {
                case InitializerField:
                    constants.Add(field);
                    break;
                case InputField:
                    _inputs.Add(GraphInput.Read(reader, field));
                    break;
                default:
                    _otherGraphFields.Add(field.Bytes(reader, withTag: true));
                    if (field.Number == NodeField)
                    {
                        ReadNode(reader, field);
                    }

                    break;
            }
        }

        ReadConstants(reader, constants);
        var names = _constants.Select(constant => constant.Tensor.Name).ToHashSet(StringComparer.Ordinal);
        if (names.Count < _constants.Count)
        {
            throw new InvalidDataException("Two constants have the same name.");
        }

        // Inputs with an initializer of the same name are optional.
        foreach (var input in _inputs.Where(input => names.Contains(input.Name)))
        {
            if (input.Lora is { } shape && !_lora.TryAdd(input.Name, shape))
            {
                throw new InvalidDataException($"The input '{input.Name}' occurs twice.");
            }
        }
    }

    private void ReadConstants(BinaryReader reader, List<ProtobufField> fields)
    {
        var tensors = fields.ConvertAll(field => StoredTensor.Read(reader, field, _path));
        var hasExternalData = tensors.Exists(tensor => tensor.File != _path);
        if (!hasExternalData && File.ResolveLinkTarget(_path, returnFinalTarget: true) is { } target)
        {
            // External data must not leave the folder, so links are resolved first.
            _path = target.FullName;
            tensors = tensors.ConvertAll(tensor => tensor with { File = _path });
        }

        foreach (var (tensor, field) in tensors.Zip(fields))
        {
            var stays = !hasExternalData && tensor.Length >= Smallest && tensor.IsWhole
                && (_operands.Contains(tensor.Name) || _cast.Contains(tensor.Name) || tensor.Length > Largest);
            _constants.Add((tensor, stays ? null : field.Bytes(reader, withTag: true)));
        }
    }

    // Operands of products, tables that are looked up in, and constants that ONNX Runtime widens once.
    private void ReadNode(BinaryReader reader, ProtobufField node)
    {
        var (inputs, operation) = (new List<string>(), string.Empty);
        foreach (var field in ProtobufField.Of(reader, node.Begin, node.End))
        {
            if (field.Number == 1)
            {
                inputs.Add(field.Text(reader));
            }
            else if (field.Number == 4)
            {
                operation = field.Text(reader);
            }
        }

        switch (operation)
        {
            case "MatMul":
                _operands.UnionWith(inputs.Skip(1));
                break;
            case "MatMulNBits":
                _operands.UnionWith(inputs.Skip(1));
                _readInPlace.UnionWith(inputs.Skip(1));
                break;
            case "Gather":
                _operands.UnionWith(inputs.Take(1));
                _readInPlace.UnionWith(inputs.Take(1));
                break;
            case "Cast":
                _cast.UnionWith(inputs);
                break;
            default:
                break;
        }
    }
}
