using System.Runtime.InteropServices;

namespace CLiKA.Onnx.Files;

/// <summary>A builder for ONNX graphs. Values are identified by their names.</summary>
internal sealed class OnnxGraph
{
    private readonly List<ProtobufMessage> _nodes = [];
    private readonly List<ProtobufMessage> _inputs = [];
    private readonly List<ProtobufMessage> _outputs = [];
    private readonly List<ProtobufMessage> _described = [];
    private readonly List<OnnxInitializer> _initializers = [];

    public IReadOnlyList<OnnxInitializer> Initializers => _initializers;

    /// <summary>Operator domains besides ONNX's own.</summary>
    public SortedSet<string> Domains { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds a node with one output. An operator of another domain is written as <c>com.microsoft:GroupQueryAttention</c>.</summary>
    /// <returns>The name of the output.</returns>
    public string Node(string operation, string output, string[] inputs, params (string Name, object Value)[] attributes)
    {
        Node(operation, [output], inputs, attributes);
        return output;
    }

    public void Node(string operation, string[] outputs, string[] inputs, params (string Name, object Value)[] attributes)
    {
        var node = new ProtobufMessage();
        foreach (var input in inputs)
        {
            node.Text(1, input);
        }

        foreach (var output in outputs)
        {
            node.Text(2, output);
        }

        var colon = operation.IndexOf(':', StringComparison.Ordinal);
        node.Text(3, outputs[0]).Text(4, operation[(colon + 1)..]);
        foreach (var (name, value) in attributes)
        {
            node.Message(5, Attribute(name, value));
        }

        if (colon > 0)
        {
            node.Text(7, operation[..colon]);
            Domains.Add(operation[..colon]);
        }

        _nodes.Add(node);
    }

    public string Initializer(OnnxInitializer initializer)
    {
        _initializers.Add(initializer);
        return initializer.Name;
    }

    /// <summary>Adds a constant of rank 1, or of rank 0 where <paramref name="scalar"/> is set.</summary>
    public string Constant(string name, long[] values, bool scalar = false) =>
        Initializer(new(
            name, OnnxElementType.Int64, scalar ? [] : [values.Length], stream => stream.Write(MemoryMarshal.AsBytes<long>(values))));

    /// <summary>Adds a floating-point constant of rank 0, in 32 or 16 bits.</summary>
    public string Scalar(string name, double value, OnnxElementType type) => Tensor(name, [value], [], type);

    /// <summary>Adds a floating-point constant, row-major, in 32 or 16 bits.</summary>
    public string Tensor(string name, double[] values, long[] shape, OnnxElementType type) => Initializer(new(name, type, shape, stream => stream.Write(
        type == OnnxElementType.Float
            ? MemoryMarshal.AsBytes<float>(Array.ConvertAll(values, value => (float)value))
            : MemoryMarshal.AsBytes<Half>(Array.ConvertAll(values, value => (Half)value)))));

    /// <summary>Adds a 64-bit floating-point constant of rank 1.</summary>
    public string Doubles(string name, double[] values) =>
        Initializer(new(name, OnnxElementType.Double, [values.Length], stream => stream.Write(MemoryMarshal.AsBytes<double>(values))));

    /// <summary>Adds an input. A dimension is a fixed size or the name of a dynamic one.</summary>
    public string Input(string name, OnnxElementType type, params object[] dimensions)
    {
        _inputs.Add(Value(name, type, dimensions));
        return name;
    }

    public void Output(string name, OnnxElementType type, params object[] dimensions) => _outputs.Add(Value(name, type, dimensions));

    /// <summary>Declares the shape of a value, where it cannot be inferred from the preceding nodes.</summary>
    public void Describe(string name, OnnxElementType type, params object[] dimensions) => _described.Add(Value(name, type, dimensions));

    /// <summary>Returns the GraphProto up to its initializers, which follow it in the file.</summary>
    public ProtobufMessage Header()
    {
        var graph = new ProtobufMessage();
        _nodes.ForEach(node => graph.Message(1, node));
        graph.Text(2, "llama");
        _inputs.ForEach(input => graph.Message(11, input));
        _outputs.ForEach(output => graph.Message(12, output));
        _described.ForEach(value => graph.Message(13, value));
        return graph;
    }

    private static ProtobufMessage Attribute(string name, object value)
    {
        var attribute = new ProtobufMessage().Text(1, name);
        return value switch
        {
            float number => attribute.Real(2, number).Integer(20, 1),
            int number => attribute.Integer(3, number).Integer(20, 2),
            string text => attribute.Text(4, text).Integer(20, 3),
            int[] numbers => numbers.Aggregate(attribute, (message, number) => message.Integer(8, number)).Integer(20, 7),
            _ => throw new ArgumentException($"attribute '{name}' is a {value.GetType()}", nameof(value)),
        };
    }

    private static ProtobufMessage Value(string name, OnnxElementType type, object[] dimensions)
    {
        var shape = new ProtobufMessage();
        foreach (var dimension in dimensions)
        {
            var message = new ProtobufMessage();
            shape.Message(1, dimension is int size ? message.Integer(1, size) : message.Text(2, (string)dimension));
        }

        var tensor = new ProtobufMessage().Integer(1, (long)type).Message(2, shape);
        return new ProtobufMessage().Text(1, name).Message(2, new ProtobufMessage().Message(1, tensor));
    }
}
