using CLiKA.Onnx.Adapters;
using CLiKA.Onnx.Decoders.Attention;
using CLiKA.Onnx.Decoders.FeedForward;
using CLiKA.Onnx.Decoders.Residuals;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds decoder layers to a graph.</summary>
internal sealed class DecoderLayers
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly DecoderNorms _norms;
    private readonly TokenMixers _mixers;
    private readonly FeedForwardBlocks _feedForwards;
    private readonly PerLayerInputs? _perLayer;
    private readonly AugmentedResidual? _augmented;
    private readonly IResidualStream _stream;
    private readonly ConstantFactor _residualScale;

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
        (_graph, _configuration, _norms) = (graph, configuration, norms);
        var (variant, width) = (configuration.Variant, configuration.HiddenSize);
        var projections = new DecoderProjections(graph, weights, lora, configuration.Quantization is not null);
        _mixers = new(graph, configuration, weights, projections, norms, masks, inputIds, logitPositions);
        _residualScale = new(graph, "residual.scale", variant.ResidualScale, weights.Computed);
        var activations = new FeedForwardActivations(graph, variant.Activation, weights);
        var moments = new RowMoments(graph);
        _feedForwards = new(graph, configuration, weights, projections, norms, activations, moments, inputIds);
        _perLayer = variant.PerLayer is { } perLayer ? new(graph, configuration, perLayer, weights, projections, norms, activations) : null;
        _augmented = variant.AugmentedRank is { } rank ? new(graph, width, rank, weights, projections, norms) : null;
        _stream = variant.Alternating is { } updates
            ? new AlternatingStreams(graph, width, updates, weights, projections, norms, moments, _perLayer!)
            : new SingleStream(graph, weights, variant.ScalesLayers, _perLayer);
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
    public string Add(int layer, string stream) => Add(layer, stream, input => _mixers.Of(layer).Add(layer, input), "sequence");

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
        var mixed = _mixers.Of(layer).AddWanted(layer, input, asking, wanted);
        _perLayer?.Select(wanted);
        var kept = wanted.Of("wanted", stream);
        return Continue(layer, kept, _stream.Read(kept), asking, mixed, "positions");
    }

    /// <summary>Adds a layer after it, which computes everything for the requested positions only.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="stream">Name of the residual stream [batch, positions, ...].</param>
    /// <param name="wanted">The requested positions.</param>
    /// <returns>The name of the residual stream after it.</returns>
    public string AddBehind(int layer, string stream, WantedPositions wanted) =>
        Add(layer, stream, input => _mixers.Attention.AddBehind(layer, input, wanted), "positions");

    /// <summary>Adds the end of the residual stream.</summary>
    /// <param name="stream">Name of the residual stream after the last layer [batch, positions, ...].</param>
    /// <returns>The name of its values [batch, positions, hidden].</returns>
    public string End(string stream) => _stream.End(stream);

    /// <summary>Makes keys and values, and states, outputs of the graph.</summary>
    public void AddOutputs() => _mixers.AddOutputs();

    private string Add(int layer, string stream, Func<string, string> mix, string length)
    {
        if (_configuration.Skips(layer))
        {
            return stream;
        }

        stream = _stream.Enter(layer, stream);
        var (hidden, norms) = (_stream.Read(stream), _configuration.Variant.Norms);
        if (!_configuration.HasMixer(layer))
        {
            return _stream.Leave(layer, stream, hidden, Fed(layer, hidden, Normalize(layer, norms.BeforeFeedForward, hidden), length));
        }

        var input = Normalize(layer, norms.BeforeAttention, hidden);
        return Continue(layer, stream, hidden, input, mix(input), length);
    }

    // What follows attention, or the block in its place: the residual connection, and the feed-forward block.
    private string Continue(int layer, string stream, string hidden, string input, string mixed, string length)
    {
        var norms = _configuration.Variant.Norms;
        var seen = Normalize(layer, norms.AfterAttention, _mixers.Of(layer).Project(layer, mixed));
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

    // The feed-forward block, and its residual connection.
    private string Fed(int layer, string hidden, string read, string length)
    {
        var fed = _feedForwards.Add(layer, read, hidden, length);
        return Sum($"model.layers.{layer}.fed", hidden, Normalize(layer, _configuration.Variant.Norms.AfterFeedForward, fed));
    }

    private string Sum(string name, string hidden, string added) =>
        _graph.Node("Add", name, [hidden, _residualScale.Times($"{name}.scaled", added)]);

    private string Normalize(int layer, string? norm, string input) =>
        norm is null ? input : _norms.Add($"model.layers.{layer}.{norm}", input, _configuration.HiddenSize);
}
