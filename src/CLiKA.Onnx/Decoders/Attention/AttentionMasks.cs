using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>
/// Adds attention masks to a graph: numbers that are added to the products of queries and keys rather than Booleans, which CUDA's kernels do not
/// accept before microsoft/onnxruntime#27542.
/// </summary>
/// <param name="graph">The graph, for which <see cref="DecoderRotation.AddRow"/> has been called.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="type">The type of the computation.</param>
internal sealed class AttentionMasks(OnnxGraph graph, DecoderConfiguration configuration, OnnxElementType type)
{
    private readonly DistanceBiases? _biases =
        configuration.Variant.Alibi is { } alibi ? new(graph, alibi, configuration.Heads, type) : null;
    private readonly Dictionary<string, string> _masks = new(StringComparer.Ordinal);
    private string? _keys;
    private string? _lowest;

    /// <summary>Returns the mask for all of a row's own tokens.</summary>
    /// <param name="window">
    /// Size of the sliding window: number of positions that a query attends to, including its own; null for full causal attention.
    /// </param>
    /// <returns>The name of the mask [sequence, past + sequence], or [1, heads, sequence, past + sequence] with linear biases.</returns>
    public string Own(int? window) => Cached(window is { } size ? $"sliding.{size}" : "causal", name => Add(name, $"{name}.", DecoderRotation.Row, [1], window));

    /// <summary>Returns the mask for the requested positions, which attend to themselves and those before them.</summary>
    /// <param name="positions">Name of the positions [batch, queries], the same in every call.</param>
    /// <param name="window">
    /// Size of the sliding window: number of positions that a query attends to, including its own; null for full causal attention.
    /// </param>
    /// <returns>The name of the mask [batch, 1 or heads, queries, past + sequence].</returns>
    public string Wanted(string positions, int? window) => window is { } size
        ? Cached($"wanted.{size}", name => Add(name, $"{name}.", positions, [1, 3], window))
        : Cached("wanted", name => Add(name, string.Empty, positions, [1, 3], window));

    private string Cached(string name, Func<string, string> add) => _masks.TryGetValue(name, out var mask) ? mask : _masks[name] = add(name);

    private string Add(string name, string prefix, string positions, long[] axes, int? window)
    {
        _keys ??= graph.Node("Range", "keys", [
            graph.Constant("zero", [0], scalar: true), DecoderRotation.End, graph.Constant("step", [1], scalar: true)]);
        var rows = graph.Node("Unsqueeze", $"{name}.rows", [positions, graph.Constant($"{name}.axes", axes)]);
        var hidden = Number($"{prefix}later", graph.Node("Greater", $"{prefix}is_later", [_keys, rows]));
        if (window is { } size)
        {
            var left = graph.Node("Sub", $"{prefix}left", [rows, graph.Constant($"{prefix}window", [size], scalar: true)]);
            var earlier = Number($"{prefix}earlier", graph.Node("LessOrEqual", $"{prefix}is_earlier", [_keys, left]));
            hidden = graph.Node("Add", $"{prefix}unseen", [hidden, earlier]);
        }

        // Sums with it may become infinite, in CUTLASS's kernel also by a factor of log2(e). That kernel allows for it in a row that sees anything, and every
        // position sees itself.
        var lowest = type == OnnxElementType.Float ? float.MinValue : (double)Half.MinValue;
        var mask = graph.Node("Mul", $"{name}.mask", [hidden, _lowest ??= graph.Scalar("lowest", lowest, type)]);
        return _biases is null ? mask : graph.Node("Add", $"{name}.biased", [mask, _biases.Add(name, _keys, rows)]);
    }

    private string Number(string name, string truth) => graph.Node("Cast", name, [truth], ("to", (int)type));
}
