using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds to a graph what gate and other half of a feed-forward block become together.</summary>
/// <param name="graph">The graph.</param>
/// <param name="clamp">How they are kept in bounds; null where they are not.</param>
/// <param name="type">The type that the graph computes with.</param>
/// <param name="activations">Adds what gates go through that are not.</param>
internal sealed class FeedForwardGates(OnnxGraph graph, GateClamp? clamp, OnnxElementType type, FeedForwardActivations activations)
{
    private (string Steepness, string Lowest, string Highest, string One)? _bounds;

    /// <summary>Adds it.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="gate">Name of the gate.</param>
    /// <param name="up">Name of the other half.</param>
    /// <returns>The name of what is projected back.</returns>
    public string Add(string name, string gate, string up) => clamp is null
        ? graph.Node("Mul", $"{name}.gated", [activations.Add(name, gate), up])
        : Clamped(name, gate, up, clamp);

    private string Clamped(string name, string gate, string up, GateClamp bounds)
    {
        var (steepness, lowest, highest, one) = _bounds ??= (
            graph.Scalar("gate.steepness", bounds.Steepness, type), graph.Scalar("gate.lowest", -bounds.Limit, type),
            graph.Scalar("gate.highest", bounds.Limit, type), graph.Scalar("gate.one", 1, type));
        gate = graph.Node("Clip", $"{name}.gate", [gate, string.Empty, highest]);
        up = graph.Node("Clip", $"{name}.up", [up, lowest, highest]);
        var open = graph.Node("Sigmoid", $"{name}.sigmoid", [graph.Node("Mul", $"{name}.steep", [gate, steepness])]);
        var activated = graph.Node("Mul", $"{name}.activated", [gate, open]);
        return graph.Node("Mul", $"{name}.gated", [activated, graph.Node("Add", $"{name}.up.more", [up, one])]);
    }
}
