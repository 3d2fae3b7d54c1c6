using CLiKA.Onnx.Decoders.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// The positions at which logits are requested. After the keys and values of the last layer that has its own, nothing else is computed for other
/// positions: for a letter prompt that is a single position, which saves most of that layer, and of all layers after it.
/// </summary>
internal sealed class WantedPositions
{
    private readonly OnnxGraph _graph;
    private readonly AttentionMasks _masks;
    private readonly string _indices;
    private readonly string _twice;

    /// <summary>Adds the values that depend on the positions only.</summary>
    /// <param name="graph">The graph, for which <see cref="DecoderRotation.AddRow"/> has been called.</param>
    /// <param name="logitPositions">Name of the input, positions within a row's own tokens [batch, positions].</param>
    /// <param name="masks">Adds masks.</param>
    /// <param name="windows">The sliding windows that <see cref="Mask"/> will be called with.</param>
    public WantedPositions(OnnxGraph graph, string logitPositions, AttentionMasks masks, IEnumerable<int?> windows)
    {
        (_graph, _masks) = (graph, masks);
        _indices = graph.Node("Unsqueeze", "wanted.indices", [logitPositions, graph.Constant("last_axis", [-1])]);
        Rotated = graph.Node("Add", "wanted.rotated", [logitPositions, DecoderRotation.Past]);
        _twice = graph.Node("Concat", "wanted.twice", [Rotated, Rotated], ("axis", 1));
        foreach (var window in windows)
        {
            Mask(window);
        }
    }

    /// <summary>Name of the positions including the past [batch, positions], by which queries are rotated.</summary>
    public string Rotated { get; }

    /// <summary>Returns the mask for the products of <see cref="Twice"/> and keys.</summary>
    /// <param name="window">
    /// Size of the sliding window: number of positions that a query attends to, including its own; null for full causal attention.
    /// </param>
    /// <returns>The name of the mask [batch, 1 or heads, 2 x positions, past + sequence].</returns>
    public string Mask(int? window) => _masks.Wanted(_twice, window);

    /// <summary>Selects the requested positions.</summary>
    /// <param name="output">Name of the result.</param>
    /// <param name="input">Name of the values [batch, sequence, width].</param>
    /// <returns>The name of the result [batch, positions, width].</returns>
    public string Of(string output, string input) => _graph.Node("GatherND", output, [input, _indices], ("batch_dims", 1));

    /// <summary>
    /// Duplicates queries: the products of a single query are computed by another kernel, whose last bits differ, and the number of queries depends
    /// on the other rows of the batch.
    /// </summary>
    /// <returns>The name of the queries [batch, 2 x positions, width].</returns>
    public string Twice(string query) => _graph.Node("Concat", $"{query}.twice", [query, query], ("axis", 1));

    /// <summary>Selects the first of each two results of <see cref="Twice"/>.</summary>
    /// <returns>The name of the results [batch, positions, width].</returns>
    public string Once(string attended, int width)
    {
        var pairs = _graph.Node("Reshape", $"{attended}.parted", [attended, _graph.Constant($"{attended}.shape", [0, 2, -1, width])]);
        return _graph.Node("Gather", $"{attended}.once", [pairs, _graph.Constant($"{attended}.first", [0], scalar: true)], ("axis", 1));
    }
}
