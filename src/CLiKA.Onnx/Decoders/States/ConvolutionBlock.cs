using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>Adds short convolutions between two gates to a graph, as in LFM2.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="block">Shape of the block.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="states">Adds the states.</param>
internal sealed class ConvolutionBlock(
    OnnxGraph graph, DecoderConfiguration configuration, ShortConvolution block, GraphWeights weights, DecoderProjections projections, LayerStates states)
    : StatefulMixer("conv")
{
    private readonly CausalConvolutions _convolutions = new(graph, weights, states);
    private readonly int _width = configuration.HiddenSize;

    public override string Add(int layer, string input)
    {
        var name = NameOf(layer);
        var (before, after, values) = ($"{name}.gate_before", $"{name}.gate_after", $"{name}.values");
        var projected = projections.Add($"{name}.in_proj", input, _width, 3 * _width, block.HasBias);
        graph.Node("Split", [before, after, values], [projected], ("axis", -1), ("num_outputs", 3));
        var gated = weights.ToSingle(graph.Node("Mul", $"{name}.gated", [before, values]));
        var convolved = _convolutions.Add(layer, $"{name}.conv", gated, _width, block.Length, block.HasBias, "none");
        return graph.Node("Mul", $"{name}.mixed", [after, weights.FromSingle(convolved)]);
    }

    public override string Project(int layer, string mixed) => projections.Add($"{NameOf(layer)}.out_proj", mixed, _width, _width, block.HasBias);
}
