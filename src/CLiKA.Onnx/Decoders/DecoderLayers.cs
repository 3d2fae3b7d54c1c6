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
    private readonly Dictionary<int, IFeedForward> _feedForwards = [];
    private readonly ExpertFeedForward? _experts;
    private readonly PerLayerInputs? _perLayer;
    private readonly GraphWeights _weights;
    private readonly Func<int, IFeedForward> _ofWidth;
    private readonly ConstantFactor _residualScale;
    private readonly ConstantFactor _fedScale;
    private string? _inputs;

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
        (_graph, _configuration, _weights) = (graph, configuration, weights);
        _norms = norms;
        _attention = new(graph, configuration, weights, projections, norms, masks, inputIds, logitPositions);
        _states = new(graph, inputIds);
        _stateful = configuration.Variant.Stateful switch
        {
            ShortConvolution { Layers: not [] } block => new ConvolutionBlock(graph, configuration, block, weights, projections, _states),
            GatedDeltaNet { Layers: not [] } block => new GatedDeltaBlock(graph, configuration, block, weights, projections, _states),
            Mamba2 { Layers: not [] } block => new Mamba2Block(graph, configuration, block, weights, projections, _states),
            _ => null,
        };
        _stateful = configuration.Variant.Stateful?.Beside is { } factors ? new ParallelMixer(graph, factors, weights.Computed, _attention, _stateful!) : _stateful;
        _residualScale = new(graph, "residual.scale", configuration.Variant.ResidualScale, weights.Computed);
        _fedScale = new(graph, "fed.scale", configuration.Variant.FeedForwardScale, weights.Computed);
        var activations = new FeedForwardActivations(graph, configuration.Variant.Activation, weights);
        var gates = new FeedForwardGates(graph, configuration.Variant.Clamp, configuration.Variant.GateScale, weights.Computed, activations);
        _ofWidth = inner => configuration.Variant.HasGate
            ? new GatedFeedForward(configuration, projections, gates, inner)
            : new PlainFeedForward(configuration, projections, activations, inner);
        _experts = configuration.Variant.Experts is { } experts
            ? new ExpertFeedForward(graph, configuration, experts, weights, projections, norms, gates, inputIds)
            : null;
        _perLayer = configuration.Variant.PerLayer is { } perLayer
            ? new(graph, configuration, perLayer, weights, projections, norms, activations)
            : null;
    }

    /// <summary>Adds what all layers read besides the residual stream.</summary>
    /// <param name="inputIds">Name of the tokens [batch, sequence].</param>
    /// <param name="hidden">Name of the residual stream before the first layer, [batch, sequence, hidden].</param>
    public void Begin(string inputIds, string hidden) => _inputs = _perLayer?.Add(inputIds, hidden);

    /// <summary>Adds one layer.</summary>
    /// <returns>The name of the residual stream after it, [batch, sequence, hidden].</returns>
    public string Add(int layer, string hidden)
    {
        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        return Continue(layer, hidden, input, MixerOf(layer).Add(layer, input), "sequence");
    }

    /// <summary>
    /// Adds the last layer with keys and values, or a state, of its own, which computes these for all positions and everything else for the requested
    /// ones only.
    /// </summary>
    /// <returns>The name of the residual stream after it, [batch, positions, hidden].</returns>
    public string AddLast(int layer, string hidden, WantedPositions wanted)
    {
        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        var asking = wanted.Of("wanted.input", input);
        var mixed = MixerOf(layer).AddWanted(layer, input, asking, wanted);
        _inputs = _inputs is null ? null : wanted.Of("wanted.per_layer", _inputs);
        return Continue(layer, wanted.Of("wanted", hidden), asking, mixed, "positions");
    }

    /// <summary>Adds a layer after it, which computes everything for the requested positions only.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="hidden">Name of the residual stream [batch, positions, hidden].</param>
    /// <param name="wanted">The requested positions.</param>
    /// <returns>The name of the residual stream after it, [batch, positions, hidden].</returns>
    public string AddBehind(int layer, string hidden, WantedPositions wanted)
    {
        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        return Continue(layer, hidden, input, _attention.AddBehind(layer, input, wanted), "positions");
    }

    /// <summary>Makes keys and values, and states, outputs of the graph.</summary>
    public void AddOutputs()
    {
        _attention.AddOutputs();
        _states.AddOutputs();
    }

    private ITokenMixer MixerOf(int layer) => _configuration.StatefulOf(layer) is null ? _attention : _stateful!;

    // What follows attention, or the block in its place: the residual connections.
    private string Continue(int layer, string hidden, string input, string mixed, string length)
    {
        var (name, norms) = ($"model.layers.{layer}", _configuration.Variant.Norms);
        var seen = Normalize(layer, norms.AfterAttention, MixerOf(layer).Project(layer, mixed));
        var summed = Sum($"{name}.attended", hidden, seen);
        var read = !norms.IsParallel ? Normalize(layer, norms.BeforeFeedForward, summed)
            : norms.BeforeFeedForward is null ? input
            : Normalize(layer, norms.BeforeFeedForward, hidden);
        var fed = _configuration.HasFeedForward(layer) ? OfWidth(_configuration.IntermediateSizeOf(layer)).Add($"{name}.mlp", read)
            : Experts(layer, read, read, length);
        if (_configuration.HasFeedForward(layer) && _configuration.HasExperts(layer))
        {
            var routed = Experts(layer, Normalize(layer, "pre_feedforward_layernorm_2", summed), summed, length);
            fed = _graph.Node(
                "Add",
                $"{name}.mlp.beside",
                [Normalize(layer, "post_feedforward_layernorm_1", fed), Normalize(layer, "post_feedforward_layernorm_2", routed)]);
        }

        fed = _fedScale.Times($"{name}.mlp.multiplied", fed);
        return Finish(layer, Sum($"{name}.fed", summed, Normalize(layer, norms.AfterFeedForward, fed)));
    }

    // What some models have after the feed-forward block.
    private string Finish(int layer, string hidden)
    {
        var name = $"model.layers.{layer}";
        hidden = _inputs is null ? hidden : Sum($"{name}.told", hidden, _perLayer!.AddTo(layer, hidden, _inputs));
        return _configuration.Variant.ScalesLayers
            ? _graph.Node("Mul", $"{name}.scaled", [hidden, _weights.Vector($"{name}.layer_scalar", 1)])
            : hidden;
    }

    private string Experts(int layer, string input, string routed, string length)
    {
        var fed = _experts!.Add($"model.layers.{layer}", input, routed);
        _graph.Describe(fed, _weights.Computed, "batch", length, _configuration.HiddenSize);
        return fed;
    }

    private IFeedForward OfWidth(int inner) =>
        _feedForwards.TryGetValue(inner, out var block) ? block : _feedForwards[inner] = _ofWidth(inner);

    private string Sum(string name, string hidden, string added) =>
        _graph.Node("Add", name, [hidden, _residualScale.Times($"{name}.scaled", added)]);

    private string Normalize(int layer, string? norm, string input) =>
        norm is null ? input : _norms.Add($"model.layers.{layer}.{norm}", input, _configuration.HiddenSize);
}
