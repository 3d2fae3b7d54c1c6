using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Decoders.Attention;
using CLiKA.Onnx.Decoders.States;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds the block of any layer in which tokens see those before them to a graph: attention, a block with a state, or both side by side.</summary>
internal sealed class TokenMixers
{
    private readonly DecoderConfiguration _configuration;
    private readonly LayerStates _states;
    private readonly ITokenMixer? _stateful;

    public TokenMixers(
        OnnxGraph graph,
        DecoderConfiguration configuration,
        GraphWeights weights,
        DecoderProjections projections,
        DecoderNorms norms,
        AttentionMasks masks,
        string inputIds,
        string logitPositions)
    {
        _configuration = configuration;
        Attention = new(graph, configuration, weights, projections, norms, masks, inputIds, logitPositions);
        _states = new(graph, inputIds);
        _stateful = configuration.Variant.Stateful switch
        {
            ShortConvolution { Layers: not [] } block => new ConvolutionBlock(graph, configuration, block, weights, projections, _states),
            GatedDeltaNet { Layers: not [] } block => new GatedDeltaBlock(graph, configuration, block, weights, projections, _states),
            Mamba2 { Layers: not [] } block => new Mamba2Block(graph, configuration, block, weights, projections, _states),
            _ => null,
        };
        _stateful = configuration.Variant.Stateful?.Beside is { } factors ? new ParallelMixer(graph, factors, weights.Computed, Attention, _stateful!) : _stateful;
    }

    /// <summary>Attention, the block of layers without keys and values of their own.</summary>
    public DecoderAttention Attention { get; }

    /// <summary>Returns the block of a layer.</summary>
    public ITokenMixer Of(int layer) => _configuration.StatefulOf(layer) is null ? Attention : _stateful!;

    /// <summary>Makes keys and values, and states, outputs of the graph.</summary>
    public void AddOutputs()
    {
        Attention.AddOutputs();
        _states.AddOutputs();
    }
}
