using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>Adds the gate and the normalization of Mamba 2's output to a graph, in 32 bits.</summary>
/// <param name="graph">The graph.</param>
/// <param name="block">Shape of the block.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="epsilon">Epsilon of the normalization.</param>
internal sealed class StateNorm(OnnxGraph graph, Mamba2 block, GraphWeights weights, double epsilon)
{
    private readonly ConstantFactor _sign = new(graph, "mamba.gate.sign", -1, OnnxElementType.Float);
    private readonly string _one = graph.Scalar("mamba.gate.one", 1, OnnxElementType.Float);
    private (string Groups, string Merged, string Ones)? _parted;

    /// <summary>Adds both.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="output">Name of the block's output [batch, length, width].</param>
    /// <param name="gate">Name of its gate, in the same shape.</param>
    /// <returns>The name of the result.</returns>
    public string Add(string name, string output, string gate)
    {
        var open = Opened(name, gate);
        string Gated(string values) => graph.Node("Mul", $"{name}.gated", [values, open]);
        return block.Gate switch
        {
            StateGate.BeforeNorm => Normalized(name, Gated(output)),
            StateGate.AfterNorm => Gated(Normalized(name, output)),
            _ => Gated(output),
        };
    }

    // Silu, not by the operator Sigmoid: ONNX Runtime's is wrong by up to 1e-7 even where less than that is right, which the norm enlarges where all gates of
    // a group are small.
    private string Opened(string name, string gate)
    {
        var closed = graph.Node("Exp", $"{name}.gate.closed", [_sign.Times($"{name}.gate.negated", gate)]);
        return graph.Node("Div", $"{name}.gate.opened", [gate, graph.Node("Add", $"{name}.gate.divisor", [closed, _one])]);
    }

    private string Normalized(string name, string values)
    {
        var (norm, weight) = ($"{name}.norm", weights.InSingle($"{name}.norm.weight", block.Values));
        if (block.NormGroups == 1)
        {
            return Normal(norm, values, weight);
        }

        var (groups, merged, ones) = _parted ??= Parted();
        var normal = Normal($"{norm}.normal", graph.Node("Reshape", $"{norm}.groups", [values, groups]), ones);
        return graph.Node("Mul", norm, [graph.Node("Reshape", $"{norm}.merged", [normal, merged]), weight]);
    }

    private string Normal(string output, string values, string scale) =>
        graph.Node("RMSNormalization", output, [values, scale], ("axis", -1), ("epsilon", (float)epsilon));

    private (string Groups, string Merged, string Ones) Parted()
    {
        var size = block.Values / block.NormGroups;
        return (
            graph.Constant("mamba.norm.groups", [0, 0, block.NormGroups, size]),
            graph.Constant("mamba.norm.merged", [0, 0, block.Values]),
            graph.Tensor("mamba.norm.ones", [.. Enumerable.Repeat(1.0, size)], [size], OnnxElementType.Float));
    }
}
