using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>
/// Adds to a graph which groups of experts a token's are chosen from. None is ever chosen from another, as in DeepSeek's own code, which was
/// mended in this (deepseek-ai/DeepSeek-V3#741). HuggingFace's classes put 0 for those left out, so that one of them comes before an expert of a
/// chosen group whose score and correction are together below 0.
/// </summary>
internal sealed class ExpertGroupChoice
{
    private readonly OnnxGraph _graph;
    private readonly string _partedShape;
    private readonly string _wholeShape;
    private readonly string _judged;
    private readonly string _chosen;
    private readonly string _numbers;
    private readonly string _last;
    private readonly string _second;
    private readonly string _lowest;

    public ExpertGroupChoice(OnnxGraph graph, ExpertGroups groups, int experts)
    {
        _graph = graph;
        _partedShape = graph.Constant("groups.parted", [-1, groups.Count, experts / groups.Count]);
        _wholeShape = graph.Constant("groups.whole", [-1, experts]);
        _judged = graph.Constant("groups.judged", [groups.Judged]);
        _chosen = graph.Constant("groups.chosen", [groups.Chosen]);
        _numbers = graph.Constant("groups.numbers", [.. Enumerable.Range(0, groups.Count).Select(group => (long)group)]);
        _last = graph.Constant("groups.last_axis", [-1]);
        _second = graph.Constant("groups.second_axis", [1]);
        _lowest = graph.Scalar("groups.lowest", float.MinValue, OnnxElementType.Float);
    }

    /// <summary>Makes the experts of all groups but the best as unwanted as can be.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="wanted">Name of how much each expert is wanted [tokens, experts], in 32 bits.</param>
    /// <returns>The name of the same.</returns>
    public string Limit(string name, string wanted)
    {
        var parted = _graph.Node("Reshape", $"{name}.groups", [wanted, _partedShape]);
        _graph.Node("TopK", [$"{name}.groups.best", $"{name}.groups.best.numbers"], [parted, _judged]);
        var worth = _graph.Node("ReduceSum", $"{name}.groups.worth", [$"{name}.groups.best", _last], ("keepdims", 0));
        _graph.Node("TopK", [$"{name}.groups.largest", $"{name}.groups.numbers"], [worth, _chosen]);
        var column = _graph.Node("Unsqueeze", $"{name}.groups.column", [$"{name}.groups.numbers", _last]);
        var each = _graph.Node("Cast", $"{name}.groups.ones", [_graph.Node("Equal", $"{name}.groups.is", [column, _numbers])], ("to", (int)OnnxElementType.Float));
        var counted = _graph.Node("ReduceSum", $"{name}.groups.counted", [each, _second], ("keepdims", 0));
        var kept = _graph.Node("Cast", $"{name}.groups.kept", [_graph.Node("Unsqueeze", $"{name}.groups.each", [counted, _last])], ("to", (int)OnnxElementType.Bool));
        return _graph.Node("Reshape", $"{name}.groups.limited", [_graph.Node("Where", $"{name}.groups.where", [kept, parted, _lowest]), _wholeShape]);
    }
}
