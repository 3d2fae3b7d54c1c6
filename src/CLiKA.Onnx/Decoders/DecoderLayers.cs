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
    private readonly Dictionary<(int Outer, int Inner, double Sparsity), IFeedForward> _feedForwards = [];
    private readonly ExpertFeedForward? _experts;
    private readonly PerLayerInputs? _perLayer;
    private readonly AugmentedResidual? _augmented;
    private readonly IResidualStream _stream;
    private readonly GraphWeights _weights;
    private readonly Func<(int Outer, int Inner, double Sparsity), IFeedForward> _feedForward;
    private readonly ConstantFactor _residualScale;
    private readonly ConstantFactor _fedScale;

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
        var moments = new RowMoments(graph);
        _feedForward = kind => configuration.Variant.HasGate
            ? new GatedFeedForward(configuration, projections, gates, kind.Outer, kind.Inner, kind.Sparsity == 0 ? null : new(graph, kind.Sparsity, kind.Inner, weights, moments))
            : new PlainFeedForward(configuration, projections, activations, kind.Outer, kind.Inner);
        _experts = configuration.Variant.Experts is { } experts
            ? new ExpertFeedForward(graph, configuration, experts, weights, projections, norms, (outer, inner) => FeedForwardOf((outer, inner, 0)), inputIds)
            : null;
        _perLayer = configuration.Variant.PerLayer is { } perLayer
            ? new(graph, configuration, perLayer, weights, projections, norms, activations)
            : null;
        _augmented = configuration.Variant.AugmentedRank is { } rank ? new(graph, configuration.HiddenSize, rank, weights, projections, norms) : null;
        _stream = configuration.Variant.Alternating is { } updates
            ? new AlternatingStreams(graph, configuration.HiddenSize, updates, weights, projections, norms, moments, _perLayer!)
            : new SingleStream(graph, weights, configuration.Variant.ScalesLayers, _perLayer);
    }

    /// <summary>Adds the residual stream before the first layer, and what all layers read besides it.</summary>
    /// <param name="inputIds">Name of the tokens [batch, sequence].</param>
    /// <param name="embedded">Name of the embeddings [batch, sequence, hidden].</param>
    /// <returns>The name of the residual stream [batch, sequence, ...].</returns>
    public string Begin(string inputIds, string embedded)
    {
        _perLayer?.Begin(inputIds, embedded);
        return _stream.Begin(embedded);
    }

    /// <summary>Adds one layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="stream">Name of the residual stream [batch, sequence, ...].</param>
    /// <returns>The name of the residual stream after it.</returns>
    public string Add(int layer, string stream)
    {
        stream = _stream.Enter(layer, stream);
        var hidden = _stream.Read(stream);
        if (!_configuration.HasMixer(layer))
        {
            return _stream.Leave(layer, stream, hidden, FedAlone(layer, hidden, "sequence"));
        }

        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        return Continue(layer, stream, hidden, input, MixerOf(layer).Add(layer, input), "sequence");
    }

    /// <summary>
    /// Adds the last layer with keys and values, or a state, of its own, which computes these for all positions and everything else for the requested
    /// ones only.
    /// </summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="stream">Name of the residual stream [batch, sequence, ...].</param>
    /// <param name="wanted">The requested positions.</param>
    /// <returns>The name of the residual stream after it [batch, positions, ...].</returns>
    public string AddLast(int layer, string stream, WantedPositions wanted)
    {
        stream = _stream.Enter(layer, stream);
        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, _stream.Read(stream));
        var asking = wanted.Of("wanted.input", input);
        var mixed = MixerOf(layer).AddWanted(layer, input, asking, wanted);
        _perLayer?.Select(wanted);
        var kept = wanted.Of("wanted", stream);
        return Continue(layer, kept, _stream.Read(kept), asking, mixed, "positions");
    }

    /// <summary>Adds a layer after it, which computes everything for the requested positions only.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="stream">Name of the residual stream [batch, positions, ...].</param>
    /// <param name="wanted">The requested positions.</param>
    /// <returns>The name of the residual stream after it.</returns>
    public string AddBehind(int layer, string stream, WantedPositions wanted)
    {
        stream = _stream.Enter(layer, stream);
        var hidden = _stream.Read(stream);
        if (!_configuration.HasMixer(layer))
        {
            return _stream.Leave(layer, stream, hidden, FedAlone(layer, hidden, "positions"));
        }

        var input = Normalize(layer, _configuration.Variant.Norms.BeforeAttention, hidden);
        return Continue(layer, stream, hidden, input, _attention.AddBehind(layer, input, wanted), "positions");
    }

    /// <summary>Adds the end of the residual stream.</summary>
    /// <param name="stream">Name of the residual stream after the last layer [batch, positions, ...].</param>
    /// <returns>The name of its values [batch, positions, hidden].</returns>
    public string End(string stream) => _stream.End(stream);

    /// <summary>Makes keys and values, and states, outputs of the graph.</summary>
    public void AddOutputs()
    {
        _attention.AddOutputs();
        _states.AddOutputs();
    }

    private ITokenMixer MixerOf(int layer) => _configuration.StatefulOf(layer) is null ? _attention : _stateful!;

    // What follows attention, or the block in its place: the residual connection, and the feed-forward block.
    private string Continue(int layer, string stream, string hidden, string input, string mixed, string length)
    {
        var norms = _configuration.Variant.Norms;
        var seen = Normalize(layer, norms.AfterAttention, MixerOf(layer).Project(layer, mixed));
        var summed = Sum($"model.layers.{layer}.attended", hidden, seen);
        summed = _augmented?.Add(layer, input, summed) ?? summed;
        if (_configuration.Feeds(layer))
        {
            var read = !norms.IsParallel ? Normalize(layer, norms.BeforeFeedForward, summed)
                : norms.BeforeFeedForward is null ? input
                : Normalize(layer, norms.BeforeFeedForward, hidden);
            summed = Fed(layer, summed, read, length);
        }

        return _stream.Leave(layer, stream, hidden, summed);
    }

    private string FedAlone(int layer, string hidden, string length) =>
        Fed(layer, hidden, Normalize(layer, _configuration.Variant.Norms.BeforeFeedForward, hidden), length);

    // The feed-forward block, and its residual connection.
    private string Fed(int layer, string hidden, string read, string length)
    {
        var name = $"model.layers.{layer}";
        var fed = _configuration.HasFeedForward(layer)
            ? FeedForwardOf((_configuration.HiddenSize, _configuration.IntermediateSizeOf(layer), _configuration.GateSparsityOf(layer))).Add($"{name}.mlp", read)
            : Experts(layer, read, read, length);
        if (_configuration.HasFeedForward(layer) && _configuration.HasExperts(layer))
        {
            var routed = Experts(layer, Normalize(layer, "pre_feedforward_layernorm_2", hidden), hidden, length);
            fed = _graph.Node(
                "Add",
                $"{name}.mlp.beside",
                [Normalize(layer, "post_feedforward_layernorm_1", fed), Normalize(layer, "post_feedforward_layernorm_2", routed)]);
        }

        fed = _fedScale.Times($"{name}.mlp.multiplied", fed);
        return Sum($"{name}.fed", hidden, Normalize(layer, _configuration.Variant.Norms.AfterFeedForward, fed));
    }

    private string Experts(int layer, string input, string routed, string length)
    {
        var fed = _experts!.Add($"model.layers.{layer}", input, routed);
        _graph.Describe(fed, _weights.Computed, "batch", length, _configuration.HiddenSize);
        return fed;
    }

    private IFeedForward FeedForwardOf((int Outer, int Inner, double Sparsity) kind) =>
        _feedForwards.TryGetValue(kind, out var block) ? block : _feedForwards[kind] = _feedForward(kind);

    private string Sum(string name, string hidden, string added) =>
        _graph.Node("Add", name, [hidden, _residualScale.Times($"{name}.scaled", added)]);

    private string Normalize(int layer, string? norm, string input) =>
        norm is null ? input : _norms.Add($"model.layers.{layer}.{norm}", input, _configuration.HiddenSize);
}
