using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds masks to a graph that say which keys a query sees: numbers that are added to its products with them, and no truths, which CUDA's
/// kernels do not take before microsoft/onnxruntime#27542.
/// </summary>
/// <param name="graph">The graph, of which <see cref="DecoderRotation.AddRow"/> has been called.</param>
/// <param name="type">The type that the graph computes with.</param>
internal sealed class AttentionMasks(OnnxGraph graph, OnnxElementType type)
{
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private string? _keys;
    private string? _lowest;

    /// <summary>The mask of all of a row's own tokens.</summary>
    /// <param name="window">How many positions a query sees, its own the last; null for all before it.</param>
    /// <returns>The name of the mask [sequence, past + sequence].</returns>
    public string Own(int? window)
    {
        var name = window is { } size ? $"sliding.{size}" : "causal";
        return _own.TryGetValue(name, out var mask) ? mask : _own[name] = Add(name, $"{name}.", DecoderRotation.Row, [1], window);
    }

    /// <summary>The mask of some positions, which see themselves and what comes before them.</summary>
    /// <param name="positions">Name of the positions [batch, queries].</param>
    /// <param name="window">How many positions a query sees, its own the last; null for all before it.</param>
    /// <returns>The name of the mask [batch, 1, queries, past + sequence].</returns>
    public string Wanted(string positions, int? window) => Add("wanted", string.Empty, positions, [1, 3], window);

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

        var lowest = type == OnnxElementType.Float ? float.MinValue : (double)Half.MinValue;
        return graph.Node("Mul", $"{name}.mask", [hidden, _lowest ??= graph.Scalar("lowest", lowest, type)]);
    }

    private string Number(string name, string truth) => graph.Node("Cast", name, [truth], ("to", (int)type));
}
