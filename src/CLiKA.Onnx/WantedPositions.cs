using System.Runtime.InteropServices;

namespace CLiKA.Onnx;

/// <summary>
/// The positions at which logits are wanted. Behind the last layer's keys and values nothing else is computed: of a letter prompt that is
/// one position of all, and what it saves is the most of a layer.
/// </summary>
internal sealed class WantedPositions
{
    private readonly OnnxGraph _graph;
    private readonly string _indices;
    private readonly string _asking;

    /// <summary>Adds what is found of the positions alone.</summary>
    /// <param name="graph">The graph, to which <see cref="LlamaRotation.Positions"/> has been added.</param>
    /// <param name="logitPositions">Name of the input, positions within a row's own tokens [batch, positions].</param>
    /// <param name="type">The type that the graph computes with.</param>
    public WantedPositions(OnnxGraph graph, string logitPositions, OnnxElementType type)
    {
        _graph = graph;
        _indices = graph.Node("Unsqueeze", "wanted.indices", [logitPositions, graph.Constant("last_axis", [-1])]);
        Rotated = graph.Node("Add", "wanted.rotated", [logitPositions, LlamaRotation.Past]);
        _asking = graph.Node("Concat", "wanted.twice", [Rotated, Rotated], ("axis", 1));
        Mask = MaskOf(type);
    }

    /// <summary>Name of the positions behind the past [batch, positions], by which queries are rotated.</summary>
    public string Rotated { get; }

    /// <summary>Name of what is added to the products of <see cref="Twice"/> and keys [batch, 1, 2 x positions, past + sequence].</summary>
    public string Mask { get; }

    /// <summary>Takes the wanted positions out of all.</summary>
    /// <param name="output">Name of the result.</param>
    /// <param name="input">Name of the values [batch, sequence, width].</param>
    /// <returns>The name of the result [batch, positions, width].</returns>
    public string Of(string output, string input) => _graph.Node("GatherND", output, [input, _indices], ("batch_dims", 1));

    /// <summary>
    /// Queries asked twice: the products of one query alone are computed by another kernel, whose last bits differ, and how many there
    /// are depends on the rows beside it.
    /// </summary>
    /// <returns>The name of the queries [batch, 2 x positions, width].</returns>
    public string Twice(string query) => _graph.Node("Concat", $"{query}.twice", [query, query], ("axis", 1));

    /// <summary>Takes the first of each two answers to <see cref="Twice"/>.</summary>
    /// <returns>The name of the answers [batch, positions, width].</returns>
    public string Once(string attended, int width)
    {
        var parted = _graph.Node("Reshape", $"{attended}.parted", [attended, _graph.Constant($"{attended}.shape", [0, 2, -1, width])]);
        return _graph.Node("Gather", $"{attended}.once", [parted, _graph.Constant($"{attended}.first", [0], scalar: true)], ("axis", 1));
    }

    // Numbers and no truths: CUDA's kernel takes no truths.
    private string MaskOf(OnnxElementType type)
    {
        var keys = _graph.Node("Range", "keys", [
            _graph.Constant("zero", [0], scalar: true), LlamaRotation.End, _graph.Constant("step", [1], scalar: true)]);
        var rows = _graph.Node("Unsqueeze", "wanted.rows", [_asking, _graph.Constant("wanted.axes", [1, 3])]);
        var later = _graph.Node("Cast", "later", [_graph.Node("Greater", "is_later", [keys, rows])], ("to", (int)type));
        return _graph.Node("Mul", "wanted.mask", [later, Lowest(type)]);
    }

    private string Lowest(OnnxElementType type) => _graph.Initializer(new("lowest", type, [], stream =>
    {
        if (type == OnnxElementType.Float)
        {
            stream.Write(MemoryMarshal.AsBytes<float>([float.MinValue]));
        }
        else
        {
            stream.Write(MemoryMarshal.AsBytes<Half>([Half.MinValue]));
        }
    }));
}
