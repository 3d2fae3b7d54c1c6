using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>
/// Adds to a graph the selection of the expert groups that a token's experts are chosen from. No expert is ever chosen from another group, as in
/// DeepSeek's own code, which was fixed in this respect (deepseek-ai/DeepSeek-V3#741). HuggingFace's classes set the excluded scores to 0, so that an
/// excluded expert precedes an expert of a selected group whose score plus correction is below 0.
/// </summary>
internal sealed class ExpertGroupChoice
{
    private readonly OnnxGraph _graph;
    private readonly string _groupedShape;
    private readonly string _ungroupedShape;
    private readonly string _scoring;
    private readonly string _chosen;
    private readonly string _numbers;
    private readonly string _last;
    private readonly string _second;
    private readonly string _lowest;

    public ExpertGroupChoice(OnnxGraph graph, ExpertGroups groups, int experts)
    {
        _graph = graph;
        _groupedShape = graph.Constant("groups.parted", [-1, groups.Count, experts / groups.Count]);
        _ungroupedShape = graph.Constant("groups.whole", [-1, experts]);
        _scoring = graph.Constant("groups.judged", [groups.ScoringExperts]);
        _chosen = graph.Constant("groups.chosen", [groups.Chosen]);
        _numbers = graph.Constant("groups.numbers", [.. Enumerable.Range(0, groups.Count).Select(group => (long)group)]);
        _last = graph.Constant("groups.last_axis", [-1]);
        _second = graph.Constant("groups.second_axis", [1]);
        _lowest = graph.Scalar("groups.lowest", float.MinValue, OnnxElementType.Float);
    }

    /// <summary>Excludes the experts of all groups but the best.</summary>
    /// <param name="name">HuggingFace's name of the router.</param>
    /// <param name="scores">Name of the scores by which experts are selected [tokens, experts], in 32 bits.</param>
    /// <returns>The name of these scores, with those of excluded experts lowered.</returns>
    public string Limit(string name, string scores)
    {
        var grouped = _graph.Node("Reshape", $"{name}.groups", [scores, _groupedShape]);
        _graph.Node("TopK", [$"{name}.groups.best", $"{name}.groups.best.numbers"], [grouped, _scoring]);
        var worth = _graph.Node("ReduceSum", $"{name}.groups.worth", [$"{name}.groups.best", _last], ("keepdims", 0));
        _graph.Node("TopK", [$"{name}.groups.largest", $"{name}.groups.numbers"], [worth, _chosen]);
        var column = _graph.Node("Unsqueeze", $"{name}.groups.column", [$"{name}.groups.numbers", _last]);
        var each = _graph.Node("Cast", $"{name}.groups.ones", [_graph.Node("Equal", $"{name}.groups.is", [column, _numbers])], ("to", (int)OnnxElementType.Float));
        var counted = _graph.Node("ReduceSum", $"{name}.groups.counted", [each, _second], ("keepdims", 0));
        var kept = _graph.Node("Cast", $"{name}.groups.kept", [_graph.Node("Unsqueeze", $"{name}.groups.each", [counted, _last])], ("to", (int)OnnxElementType.Bool));
        return _graph.Node("Reshape", $"{name}.groups.limited", [_graph.Node("Where", $"{name}.groups.where", [kept, grouped, _lowest]), _ungroupedShape]);
    }
}
