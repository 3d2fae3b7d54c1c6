using CLiKA.Onnx.Architectures.Experts;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.FeedForward;

/// <summary>Adds mixtures of experts to a graph.</summary>
internal sealed class ExpertFeedForward
{
    private readonly OnnxGraph _graph;
    private readonly MixtureOfExperts _experts;
    private readonly DecoderProjections _projections;
    private readonly ExpertRouter _router;
    private readonly RouterInput? _routerInput;
    private readonly ExpertRows _rows;
    private readonly IFeedForward _expert;
    private readonly IFeedForward? _shared;
    private readonly int _width;
    private readonly string _tokensShape;
    private readonly string _ranksShape;
    private readonly string _columnShape;

    public ExpertFeedForward(
        OnnxGraph graph,
        DecoderConfiguration configuration,
        MixtureOfExperts experts,
        GraphWeights weights,
        DecoderProjections projections,
        DecoderNorms norms,
        Func<int, int, IFeedForward> ofWidths,
        string inputIds)
    {
        (_graph, _experts, _projections, _width) = (graph, experts, projections, configuration.HiddenSize);
        var shapes = new UnplannedShapes(graph, inputIds);
        _tokensShape = shapes.Add("experts.tokens", [-1, _width]);
        var outer = experts.LatentSize ?? _width;
        _ranksShape = shapes.Add("experts.ranks", [experts.Chosen, -1, outer]);
        _columnShape = shapes.Add("experts.column", [-1, 1]);
        _router = new(graph, experts, _width, weights, projections);
        _routerInput = experts.IsBesideDense ? new(graph, _width, weights, norms) : null;
        _rows = new(graph, experts.Count, AreQuantized(configuration), shapes.Add("experts.list", [-1]));
        _expert = ofWidths(outer, experts.IntermediateSize);
        _shared = experts.Shared is { } shared ? ofWidths(_width, shared.IntermediateSize) : null;
    }

    /// <summary>Adds the experts of a layer.</summary>
    /// <param name="layer">HuggingFace's name of the layer.</param>
    /// <param name="input">Name of the input of experts.</param>
    /// <param name="routed">Name of the values by which experts are chosen.</param>
    /// <returns>The name of the output.</returns>
    public string Add(string layer, string input, string routed)
    {
        var name = $"{layer}.mlp";
        var tokens = _graph.Node("Reshape", $"{name}.experts.input", [input, _tokensShape]);
        var asked = _routerInput is null ? tokens
            : _graph.Node("Reshape", $"{name}.gate.tokens", [_routerInput.Add($"{layer}.router", routed), _tokensShape]);
        var (chosen, shares) = _router.Add($"{name}.gate", asked);
        var read = _experts.LatentSize is { } latent ? _projections.Add($"{name}.fc1_latent_proj", tokens, _width, latent, hasBias: false) : tokens;
        var column = _graph.Node("Reshape", $"{name}.experts.column_of_shares", [_graph.Node("Transpose", $"{name}.experts.shares", [shares]), _columnShape]);
        var rows = _rows.Distribute($"{name}.experts", read, chosen, _experts.SharesScaleInputs ? column : null);
        string[] answers = [.. rows.Select((seen, expert) => _expert.Add($"{name}.experts.{expert}", seen))];
        var answered = Sum($"{name}.experts", _rows.Collect($"{name}.experts", answers), _experts.SharesScaleInputs ? null : column);
        answered = _experts.LatentSize is { } narrow ? _projections.Add($"{name}.fc2_latent_proj", answered, narrow, _width, hasBias: false) : answered;
        var output = _graph.Node("Reshape", $"{name}.experts.output", [answered, _graph.Node("Shape", $"{name}.experts.shape", [input])]);
        return _shared is null ? output : _graph.Node("Add", $"{name}.both", [output, Shared(name, input, _shared)]);
    }

    // Quantized in the checkpoint, or on export.
    private bool AreQuantized(DecoderConfiguration configuration)
    {
        var layer = Enumerable.Range(0, configuration.Layers).First(configuration.HasExperts);
        return configuration.Quantization is not null
            || _projections.IsRounded($"model.layers.{layer}.mlp.experts.0.up_proj", _experts.LatentSize ?? _width, _experts.IntermediateSize);
    }

    // Summed expert by expert in the order of their weights, so that the last bits depend on no other token and on no kernel.
    private string Sum(string name, string answers, string? column)
    {
        var weighted = column is null ? answers : _graph.Node("Mul", $"{name}.shared", [answers, column]);
        return OrderedSum.Add(_graph, $"{name}.sum", _graph.Node("Reshape", $"{name}.ranks", [weighted, _ranksShape]), _experts.Chosen, axis: 0);
    }

    private string Shared(string name, string input, IFeedForward expert)
    {
        var shared = expert.Add($"{name}.{_experts.Shared!.Name}", input);
        if (_experts.Shared is not { HasGate: true })
        {
            return shared;
        }

        var gate = _projections.Add($"{name}.shared_expert_gate", input, _width, 1, hasBias: false);
        return _graph.Node("Mul", $"{name}.shared", [shared, _graph.Node("Sigmoid", $"{name}.shared.sigmoid", [gate])]);
    }
}
