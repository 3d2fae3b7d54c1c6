using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds the feed-forward block of any layer to a graph: an ordinary one, experts, or both side by side.</summary>
internal sealed class FeedForwardBlocks
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly GraphWeights _weights;
    private readonly DecoderProjections _projections;
    private readonly DecoderNorms _norms;
    private readonly FeedForwardActivations _activations;
    private readonly FeedForwardGates _gates;
    private readonly RowMoments _moments;
    private readonly ExpertFeedForward? _experts;
    private readonly ConstantFactor _scale;
    private readonly Dictionary<(int Outer, int Inner, double Sparsity), IFeedForward> _kinds = [];

    public FeedForwardBlocks(
        OnnxGraph graph,
        DecoderConfiguration configuration,
        GraphWeights weights,
        DecoderProjections projections,
        DecoderNorms norms,
        FeedForwardActivations activations,
        RowMoments moments,
        string inputIds)
    {
        (_graph, _configuration, _weights, _projections, _norms) = (graph, configuration, weights, projections, norms);
        (_activations, _moments) = (activations, moments);
        _gates = new(graph, configuration.Variant.Clamp, configuration.Variant.GateScale, weights.Computed, activations);
        _scale = new(graph, "fed.scale", configuration.Variant.FeedForwardScale, weights.Computed);
        _experts = configuration.Variant.Experts is { } experts
            ? new(graph, configuration, experts, weights, projections, norms, (outer, inner) => OfKind(outer, inner, sparsity: 0), inputIds)
            : null;
    }

    /// <summary>Adds the block of a layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="read">Name of what it reads [batch, length, hidden].</param>
    /// <param name="hidden">Name of the residual stream before it [batch, length, hidden], by which experts beside an ordinary block are chosen.</param>
    /// <param name="length">Name of the dimension of positions.</param>
    /// <returns>The name of its output [batch, length, hidden].</returns>
    public string Add(int layer, string read, string hidden, string length)
    {
        var name = $"model.layers.{layer}";
        var fed = _configuration.HasFeedForward(layer)
            ? OfKind(_configuration.HiddenSize, _configuration.IntermediateSizeOf(layer), _configuration.GateSparsityOf(layer)).Add($"{name}.mlp", read)
            : Experts(name, read, read, length);
        if (_configuration.HasFeedForward(layer) && _configuration.HasExperts(layer))
        {
            var routed = Experts(name, Normalize($"{name}.pre_feedforward_layernorm_2", hidden), hidden, length);
            fed = _graph.Node(
                "Add",
                $"{name}.mlp.beside",
                [Normalize($"{name}.post_feedforward_layernorm_1", fed), Normalize($"{name}.post_feedforward_layernorm_2", routed)]);
        }

        return _scale.Times($"{name}.mlp.multiplied", fed);
    }

    private string Experts(string layer, string input, string routed, string length)
    {
        var fed = _experts!.Add(layer, input, routed);
        _graph.Describe(fed, _weights.Computed, "batch", length, _configuration.HiddenSize);
        return fed;
    }

    private IFeedForward OfKind(int outer, int inner, double sparsity) =>
        _kinds.TryGetValue((outer, inner, sparsity), out var known) ? known : _kinds[(outer, inner, sparsity)] = Create(outer, inner, sparsity);

    private IFeedForward Create(int outer, int inner, double sparsity)
    {
        if (!_configuration.Variant.HasGate)
        {
            return new PlainFeedForward(_configuration, _projections, _activations, outer, inner);
        }

        var sparse = sparsity == 0 ? null : new SparseGates(_graph, sparsity, inner, _weights, _moments);
        return new GatedFeedForward(_configuration, _projections, _gates, outer, inner, sparse);
    }

    private string Normalize(string norm, string input) => _norms.Add(norm, input, _configuration.HiddenSize);
}
