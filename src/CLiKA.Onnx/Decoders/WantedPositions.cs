using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// The positions at which logits are wanted. Behind the last layer's keys and values nothing else is computed: of a letter prompt that is
/// one position of all, and what it saves is the most of a layer.
/// </summary>
internal sealed class WantedPositions
{
    private readonly OnnxGraph _graph;
    private readonly string _indices;

    /// <summary>Adds what is found of the positions alone.</summary>
    /// <param name="graph">The graph, of which <see cref="DecoderRotation.AddRow"/> has been called.</param>
    /// <param name="logitPositions">Name of the input, positions within a row's own tokens [batch, positions].</param>
    /// <param name="masks">Adds masks.</param>
    /// <param name="window">How many positions the last layer's queries see, their own the last; null for all before it.</param>
    public WantedPositions(OnnxGraph graph, string logitPositions, AttentionMasks masks, int? window)
    {
        _graph = graph;
        _indices = graph.Node("Unsqueeze", "wanted.indices", [logitPositions, graph.Constant("last_axis", [-1])]);
        Rotated = graph.Node("Add", "wanted.rotated", [logitPositions, DecoderRotation.Past]);
        Mask = masks.Wanted(graph.Node("Concat", "wanted.twice", [Rotated, Rotated], ("axis", 1)), window);
    }

    /// <summary>Name of the positions behind the past [batch, positions], by which queries are rotated.</summary>
    public string Rotated { get; }

    /// <summary>Name of what is added to the products of <see cref="Twice"/> and keys [batch, 1 or heads, 2 x positions, past + sequence].</summary>
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
}
