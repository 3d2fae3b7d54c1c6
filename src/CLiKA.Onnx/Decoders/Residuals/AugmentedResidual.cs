using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Residuals;

/// <summary>
/// Adds learned augmented residual layers (LAuReL) to a graph, beside attention: its input, with a normalized projection of low rank (Menghani et al.,
/// arXiv 2411.07501).
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="width">Width of the residual stream.</param>
/// <param name="rank">The rank.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="norms">Adds the normalizations.</param>
internal sealed class AugmentedResidual(
    OnnxGraph graph, int width, int rank, GraphWeights weights, DecoderProjections projections, DecoderNorms norms)
{
    private readonly ConstantFactor _half = new(graph, "laurel.scale", Math.Sqrt(0.5), weights.Computed);

    /// <summary>Adds one layer's.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="input">Name of the input of attention [batch, length, hidden].</param>
    /// <param name="attended">Name of the residual stream after attention [batch, length, hidden].</param>
    /// <returns>The name of both, combined [batch, length, hidden].</returns>
    public string Add(int layer, string input, string attended)
    {
        var name = $"model.layers.{layer}.laurel";
        var narrow = projections.Add($"{name}.linear_left", input, width, rank, hasBias: false);
        var wide = projections.Add($"{name}.linear_right", narrow, rank, width, hasBias: false);
        var augmented = graph.Node("Add", $"{name}.augmented", [input, norms.Add($"{name}.post_laurel_norm", wide, width)]);
        return _half.Times($"{name}.halved", graph.Node("Add", $"{name}.both", [attended, augmented]));
    }
}
