using CLiKA.Onnx;
using CLiKA.Onnx.Files;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Attention as exporters write it: over keys and values of every row, with a mask.</summary>
internal sealed class ExportedAttention(
    OnnxGraph graph,
    DecoderConfiguration configuration,
    string mask,
    (string Cosines, string Sines) rotation,
    string? positions,
    bool hasPast,
    bool isGrouped,
    IReadOnlyCollection<int> windowed,
    bool keepsWindow,
    OnnxElementType cache)
{
    /// <summary>Window in tokens of layers with sliding-window attention.</summary>
    public const int Window = 16;

    private (string Lengths, string Total)? _lengths;
    private string? _seen;

    public string Add(int layer, string query, string key, string value) =>
        isGrouped ? Grouped(layer, query, key, value) : Masked(layer, query, key, value);

    private string Masked(int layer, string query, string key, string value)
    {
        _seen ??= Seen();
        string Rotate(string input, int heads) => graph.Node(
            "RotaryEmbedding", $"{input}.rotated", [input, rotation.Cosines, rotation.Sines, positions!], ("num_heads", heads));
        string[] outputs = hasPast ? [$"attended.{layer}", $"new.{layer}.key", $"new.{layer}.value"] : [$"attended.{layer}"];
        string[] past = hasPast ? [Widened($"past_key_values.{layer}.key"), Widened($"past_key_values.{layer}.value")] : [];
        graph.Node(
            "Attention",
            outputs,
            [Rotate(query, configuration.Heads), Rotate(key, configuration.KeyValueHeads), value, _seen, .. past],
            ("is_causal", 1),
            ("q_num_heads", configuration.Heads),
            ("kv_num_heads", configuration.KeyValueHeads));
        foreach (var part in hasPast ? (string[])["key", "value"] : [])
        {
            graph.Node("Cast", $"present.{layer}.{part}", [$"new.{layer}.{part}"], ("to", (int)cache));
        }

        return outputs[0];
    }

    private string Grouped(int layer, string query, string key, string value)
    {
        if (_lengths is null)
        {
            var sum = graph.Node("ReduceSum", "mask.sum", [mask, graph.Constant("mask.axis", [1])], ("keepdims", 0));
            var last = graph.Node("Sub", "mask.last", [sum, graph.Constant("mask.one", [1])]);
            var total = graph.Node("Squeeze", "mask.total", [graph.Node("Shape", "mask.shape", [mask], ("start", 1), ("end", 2))]);
            _lengths = (
                graph.Node("Cast", "lengths", [last], ("to", 6)),
                graph.Node("Cast", "total_length", [total], ("to", 6)));
        }

        graph.Node(
            "com.microsoft:GroupQueryAttention",
            [$"attended.{layer}", $"present.{layer}.key", $"present.{layer}.value"],
            [
                query, key, value, $"past_key_values.{layer}.key", $"past_key_values.{layer}.value", _lengths.Value.Lengths,
                _lengths.Value.Total, rotation.Cosines, rotation.Sines,
            ],
            ("num_heads", configuration.Heads),
            ("kv_num_heads", configuration.KeyValueHeads),
            ("do_rotary", 1),
            ("local_window_size", windowed.Contains(layer) ? Window : -1),
            ("sliding_window_cache", keepsWindow && windowed.Contains(layer) ? 1 : 0));
        return $"attended.{layer}";
    }

    // For every row and every new token [batch, 1, sequence, total], what of the row is no padding.
    private string Seen()
    {
        var seen = graph.Node("Cast", "mask.seen", [mask], ("to", (int)OnnxElementType.Bool));
        var wide = graph.Node("Unsqueeze", "mask.wide", [seen, graph.Constant("mask.axes", [1, 2])]);
        var sequence = graph.Node("Shape", "mask.sequence", ["input_ids"], ("start", 1), ("end", 2));
        string[] shape = [graph.Constant("mask.ones", [1, 1]), sequence, graph.Constant("mask.last_one", [1])];
        return graph.Node("Expand", "mask.expanded", [wide, graph.Node("Concat", "mask.expansion", shape, ("axis", 0))]);
    }

    private string Widened(string name) => graph.Node("Cast", $"{name}.wide", [name], ("to", (int)OnnxElementType.Float));
}
