using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds decoder layers to a graph.</summary>
internal sealed class DecoderLayers
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly DecoderNorms _norms;
    private readonly DecoderAttention _attention;
    private readonly LayerStates _states;
    private readonly ITokenMixer? _stateful;
    private readonly IFeedForward _feedForward;
    private readonly IFeedForward? _experts;
    private readonly OnnxElementType _type;
    private string? _residualScale;

    public DecoderLayers(
        OnnxGraph graph,
        DecoderConfiguration configuration,
        GraphWeights weights,
        DecoderNorms norms,
        LoraBranches lora,
        AttentionMasks masks,
        string inputIds,
        string logitPositions)
    {
        var projections = new DecoderProjections(graph, weights, lora, configuration.Quantization is not null);
        (_graph, _configuration, _type) = (graph, configuration, weights.Computed);
        _norms = norms;
        _attention = new(graph, configuration, weights, projections, norms, masks, inputIds, logitPositions);
        _states = new(graph, inputIds);
        _stateful = configuration.Variant.Stateful switch
        {
            ShortConvolution { Layers: not [] } block => new ConvolutionBlock(graph, configuration, block, weights, projections, _states),
            GatedDeltaNet { Layers: not [] } block => new GatedDeltaBlock(graph, configuration, block, weights, projections, _states),
            _ => null,
        };
        var activations = new FeedForwardActivations(graph, configuration.Variant.Activation, weights);
        var gates = new FeedForwardGates(graph, configuration.Variant.Clamp, weights.Computed, activations);
        _feedForward = configuration.Variant.HasGate
            ? new GatedFeedForward(configuration, projections, gates, configuration.IntermediateSize)
            : new PlainFeedForward(configuration, projections, activations);
        _experts = configuration.Variant.Experts is { } experts
            ? new ExpertFeedForward(graph, configuration, experts, weights, projections, gates, inputIds)
            : null;
    }

    /// <summary>Adds one layer.</summary>
    /// <returns>The name of the residual stream after it, [batch, sequence, hidden].</returns>
    public string Add(int layer, string hidden)
    {
        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        return Continue(layer, hidden, input, MixerOf(layer).Add(layer, input), "sequence");
    }

    /// <summary>Adds the last layer, which computes keys and values, or its state, for all positions and everything else for the requested ones only.</summary>
    /// <returns>The name of the residual stream after it, [batch, positions, hidden].</returns>
    public string AddLast(int layer, string hidden, WantedPositions wanted)
    {
        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        var asking = wanted.Of("wanted.input", input);
        var mixed = MixerOf(layer).AddWanted(layer, input, asking, wanted);
        return Continue(layer, wanted.Of("wanted", hidden), asking, mixed, "positions");
    }

    /// <summary>Makes keys and values, and states, outputs of the graph.</summary>
    public void AddOutputs()
    {
        _attention.AddOutputs();
        _states.AddOutputs();
    }

    private ITokenMixer MixerOf(int layer) => _configuration.HasAttention(layer) ? _attention : _stateful!;

    // What follows attention, or the block in its place: both residual connections.
    private string Continue(int layer, string hidden, string input, string mixed, string length)
    {
        var (name, norms) = ($"model.layers.{layer}", _configuration.Variant.Norms);
        var seen = Normalize(layer, norms.AfterAttention, MixerOf(layer).Project(layer, mixed));
        var summed = Sum($"{name}.attended", hidden, seen);
        var read = !norms.IsParallel ? Normalize(layer, norms.BeforeFeedForward, summed)
            : norms.BeforeFeedForward is null ? input
            : Normalize(layer, norms.BeforeFeedForward, hidden);
        var fed = (_configuration.HasExperts(layer) ? _experts! : _feedForward).Add($"{name}.mlp", read);
        if (_configuration.HasExperts(layer))
        {
            _graph.Describe(fed, _type, "batch", length, _configuration.HiddenSize);
        }

        return Sum($"{name}.fed", summed, Normalize(layer, norms.AfterFeedForward, fed));
    }

    private string Sum(string name, string hidden, string added)
    {
        if (_configuration.Variant.ResidualScale is not 1 and var scale)
        {
            _residualScale ??= _graph.Scalar("residual.scale", scale, _type);
            added = _graph.Node("Mul", $"{name}.scaled", [added, _residualScale]);
        }

        return _graph.Node("Add", name, [hidden, added]);
    }

    private string Normalize(int layer, string? norm, string input) =>
        norm is null ? input : _norms.Add($"model.layers.{layer}.{norm}", input, _configuration.HiddenSize);
}
