using System.Globalization;
using CLiKA.Onnx.Files;
using MathNet.Numerics.Distributions;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>
/// Adds the selection of a feed-forward block's largest gates to a graph: as many as exceed a quantile, were the gates of a token distributed normally.
/// From each that is left, the quantile is subtracted; all others are 0.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="sparsity">The share of gates that are 0, above 0 and below 1.</param>
/// <param name="inner">Number of gates.</param>
/// <param name="weights">The source of the weights.</param>
/// <param name="moments">Adds means.</param>
internal sealed class SparseGates(OnnxGraph graph, double sparsity, int inner, GraphWeights weights, RowMoments moments)
{
    private readonly ConstantFactor _deviations = new(
        graph, string.Create(CultureInfo.InvariantCulture, $"gates.deviations.{sparsity}.{inner}"), Normal.InvCDF(0, 1, sparsity), OnnxElementType.Float);

    /// <summary>Adds the selection.</summary>
    /// <param name="name">HuggingFace's name of the block.</param>
    /// <param name="gates">Name of the gates [batch, length, inner].</param>
    /// <returns>The name of the selected gates.</returns>
    public string Add(string name, string gates)
    {
        var single = weights.ToSingle(gates);
        var centred = graph.Node("Sub", $"{name}.gates.centred", [single, moments.Mean($"{name}.gates.mean", single, inner)]);
        var deviation = graph.Node("Sqrt", $"{name}.gates.deviation", [moments.MeanSquare($"{name}.gates.variance", centred, inner)]);
        var quantile = _deviations.Times($"{name}.gates.quantile", deviation);
        var selected = graph.Node("Relu", $"{name}.gates.selected", [graph.Node("Sub", $"{name}.gates.above", [centred, quantile])]);
        return weights.FromSingle(selected);
    }
}
