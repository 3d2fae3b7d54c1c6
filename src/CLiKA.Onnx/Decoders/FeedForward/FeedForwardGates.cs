using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds the combination of gate and up projection of feed-forward blocks to a graph.</summary>
/// <param name="graph">The graph.</param>
/// <param name="clamp">The clamp; null for none.</param>
/// <param name="scale">The factor that multiplies gates without a clamp before their activation.</param>
/// <param name="type">The type of the computation.</param>
/// <param name="activations">Adds the activation of gates without a clamp.</param>
internal sealed class FeedForwardGates(OnnxGraph graph, GateClamp? clamp, double scale, OnnxElementType type, FeedForwardActivations activations)
{
    private readonly ConstantFactor _scale = new(graph, "gate.scale", scale, type);
    private (string Steepness, string Lowest, string Highest, string One)? _bounds;

    /// <summary>Adds the combination.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="gate">Name of the gate's projection.</param>
    /// <param name="up">Name of the up projection.</param>
    /// <returns>The name of the input of the down projection.</returns>
    public string Add(string name, string gate, string up) => clamp is null
        ? graph.Node("Mul", $"{name}.gated", [activations.Add(name, _scale.Times($"{name}.gate_proj.scaled", gate)), up])
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
