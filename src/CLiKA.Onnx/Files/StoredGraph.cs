using CLiKA.Onnx.Adapters;

namespace CLiKA.Onnx.Files;

/// <summary>
/// A graph as its file has it: what goes into it, where the matrices stand that it multiplies by, and all else word for word. It can be given
/// anew with an adapter in it, its matrices left where they are.
/// </summary>
public sealed class StoredGraph
{
    // Of ModelProto and, all others, of GraphProto.
    internal const int GraphField = 7;
    internal const int InitializerField = 5;
    private const int NodeField = 1;
    private const int InputField = 11;

    // What is smaller goes along; and so does, up to the larger size, what runs would read in the file.
    private const int Smallest = 1024;
    private const int Largest = 1 << 23;

    private readonly List<byte[]> _ofModel = [];
    private readonly List<byte[]> _ofGraph = [];
    private readonly List<GraphInput> _inputs = [];
    private readonly List<(StoredTensor Tensor, byte[]? Bytes)> _constants = [];
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asTheyStand = new(StringComparer.Ordinal);
    private readonly HashSet<string> _cast = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LoraPlace> _lora = new(StringComparer.Ordinal);
    private string _path;

    private StoredGraph(string path) => _path = path;

    /// <summary>Names of what has to be given to the graph, or may be.</summary>
    public IEnumerable<string> Inputs => _inputs.Select(input => input.Name);

    /// <summary>What the LoRA inputs take, by name.</summary>
    public IReadOnlyDictionary<string, LoraPlace> LoraInputs => _lora;

    /// <summary>
    /// The constants of 32, 16 or, where it was quantized, fewer bits that the graph multiplies by or looks up in: most of a model, and the same
    /// with every adapter.
    /// </summary>
    public IEnumerable<StoredTensor> Matrices => _constants.Select(constant => constant.Tensor)
        .Where(tensor => _read.Contains(tensor.Name) && tensor.Length >= Smallest && tensor.IsWhole);

    /// <summary>
    /// Whether runs read a matrix as it stands, and not only a form of it that ONNX Runtime makes once for products of 32 bits.
    /// </summary>
    /// <param name="matrix">One of <see cref="Matrices"/>.</param>
    /// <returns>Whether they do.</returns>
    public bool IsReadAsItStands(StoredTensor matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return _asTheyStand.Contains(matrix.Name);
    }

    /// <summary>The folder in which the files stand that <see cref="WithAdapter"/> names.</summary>
    public string Folder => Path.GetDirectoryName(_path)!;

    /// <summary>Reads a graph. Larger constants are not read, only found.</summary>
    /// <param name="path">Path of the .onnx file.</param>
    /// <returns>The graph; null where the file is none, which whoever runs it says better.</returns>
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

    /// <summary>The graph with an adapter's matrices as constants, in the place of the inputs that take them.</summary>
    /// <param name="adapter">The matrices, each of which fits its place in <see cref="LoraInputs"/>.</param>
    /// <returns>A model of ONNX. Larger constants it has in files of <see cref="Folder"/>.</returns>
    /// <exception cref="ArgumentException">A value does not fit into 16 bits.</exception>
    public byte[] WithAdapter(IEnumerable<LoraInput> adapter)
    {
        var given = adapter.ToDictionary(input => input.Name);
        var graph = new ProtobufMessage();
        _ofGraph.ForEach(part => graph.Bytes(part));
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
                Initializer(input.Name, (int)LoraPlace.ElementOf(type), [input.Rows, input.Columns]).Header().Bytes(input.ToBytes(type)));
        }

        var model = new ProtobufMessage();
        _ofModel.ForEach(part => model.Bytes(part));
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
                _ofModel.Add(field.Bytes(reader, withTag: true));
            }
        }

        if (graphs is not [var graph])
        {
            throw new InvalidDataException("It has no graph, or several.");
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
                    _ofGraph.Add(field.Bytes(reader, withTag: true));
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

        // Optional are the inputs that have a value of their own.
        foreach (var input in _inputs.Where(input => names.Contains(input.Name)))
        {
            if (input.Place is { } place && !_lora.TryAdd(input.Name, place))
            {
                throw new InvalidDataException($"'{input.Name}' goes in twice.");
            }
        }
    }

    private void ReadConstants(BinaryReader reader, List<ProtobufField> fields)
    {
        var tensors = fields.ConvertAll(field => StoredTensor.Read(reader, field, _path));
        var isParted = tensors.Exists(tensor => tensor.File != _path);
        if (!isParted && File.ResolveLinkTarget(_path, returnFinalTarget: true) is { } target)
        {
            // A reference must not lead out of a folder, not even by a link.
            _path = target.FullName;
            tensors = tensors.ConvertAll(tensor => tensor with { File = _path });
        }

        foreach (var (tensor, field) in tensors.Zip(fields))
        {
            var stays = !isParted && tensor.Length >= Smallest && tensor.IsWhole
                && (_read.Contains(tensor.Name) || _cast.Contains(tensor.Name) || tensor.Length > Largest);
            _constants.Add((tensor, stays ? null : field.Bytes(reader, withTag: true)));
        }
    }

    // What a product is made with, what is looked up in, and what ONNX Runtime widens once.
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
                _read.UnionWith(inputs.Skip(1));
                break;
            case "MatMulNBits":
                _read.UnionWith(inputs.Skip(1));
                _asTheyStand.UnionWith(inputs.Skip(1));
                break;
            case "Gather":
                _read.UnionWith(inputs.Take(1));
                _asTheyStand.UnionWith(inputs.Take(1));
                break;
            case "Cast":
                _cast.UnionWith(inputs);
                break;
            default:
                break;
        }
    }
}
