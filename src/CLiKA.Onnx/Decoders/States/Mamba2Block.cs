using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>
/// Adds Mamba 2 to a graph, as gated linear attention: what reads a state is its query, what writes it its key, and the values are multiplied by their
/// time step. ONNX Runtime's operators go through a row token by token, and compute every head by itself, so that the last bits depend neither on the
/// length of a row nor on the rows beside it. All of it has 32 bits, as in HuggingFace's classes.
/// </summary>
internal sealed class Mamba2Block : StatefulMixer
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly Mamba2 _block;
    private readonly GraphWeights _weights;
    private readonly DecoderProjections _projections;
    private readonly LayerStates _states;
    private readonly CausalConvolutions _convolutions;
    private readonly DecayRates _decayRates;
    private readonly string _projectedSizes;
    private readonly string _convolvedSizes;
    private readonly string _headsShape;
    private readonly string _mergedShape;
    private readonly string _ones;
    private readonly string _last;
    private readonly string? _factors;
    private readonly StateNorm _norm;

    /// <summary>Adds the values that all layers share.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="block">Shape of the block.</param>
    /// <param name="weights">The source of the weights.</param>
    /// <param name="projections">Adds the projections.</param>
    /// <param name="states">Adds the states.</param>
    public Mamba2Block(
        OnnxGraph graph, DecoderConfiguration configuration, Mamba2 block, GraphWeights weights, DecoderProjections projections, LayerStates states)
        : base("mamba")
    {
        (_graph, _configuration, _block, _weights, _projections, _states) = (graph, configuration, block, weights, projections, states);
        _convolutions = new(graph, weights, states);
        _decayRates = new(graph, weights, block.Heads);
        _projectedSizes = graph.Constant("mamba.projected", [block.Values, block.Channels, block.Heads]);
        _convolvedSizes = graph.Constant("mamba.convolved", [block.Values, block.States, block.States]);
        _headsShape = graph.Constant("mamba.heads", [0, 0, block.Heads, -1]);
        _mergedShape = graph.Constant("mamba.merged", [0, 0, -1]);
        _ones = graph.Tensor("mamba.ones", [.. Enumerable.Repeat(1.0, block.Heads)], [block.Heads], OnnxElementType.Float);
        _last = graph.Constant("mamba.last", [-1]);
        _factors = block.Factors is [] ? null : graph.Tensor(
            "mamba.factors", [.. block.Parts.Zip(block.Factors, (size, factor) => Enumerable.Repeat(factor, size)).SelectMany(part => part)], [block.Projected], weights.Computed);
        _norm = new(graph, block, weights, configuration.NormEpsilon);
    }

    public override string Add(int layer, string input)
    {
        var name = NameOf(layer);
        var projected = _projections.Add($"{name}.in_proj", input, _configuration.HiddenSize, _block.Projected, _block.HasInputBias);
        projected = _factors is null ? projected : _graph.Node("Mul", $"{name}.in_proj.multiplied", [projected, _factors]);
        var (gate, mixed, step) = ($"{name}.gate", $"{name}.mixed", $"{name}.dt");
        _graph.Node("Split", [gate, mixed, step], [projected, _projectedSizes], ("axis", -1));
        var convolved = _convolutions.Add(
            layer, $"{name}.conv1d", _weights.ToSingle(mixed), _block.Channels, _block.Length, _block.HasConvolutionBias, "silu");
        var (values, keys, queries) = ($"{name}.x", $"{name}.B", $"{name}.C");
        _graph.Node("Split", [values, keys, queries], [convolved, _convolvedSizes], ("axis", -1));
        var heads = _graph.Node("Reshape", $"{values}.heads", [values, _headsShape]);
        var attended = Attended(layer, queries, keys, heads, Steps(name, step));
        var skipped = _graph.Node("Mul", $"{name}.skipped", [heads, Column($"{name}.D.column", _weights.Exact($"{name}.D", _block.Heads))]);
        var output = _graph.Node("Add", $"{name}.output", [attended, _graph.Node("Reshape", $"{name}.skipped.merged", [skipped, _mergedShape])]);
        return _weights.FromSingle(_norm.Add(name, output, _weights.ToSingle(gate)));
    }

    public override string Project(int layer, string mixed) =>
        _projections.Add($"{NameOf(layer)}.out_proj", mixed, _block.Values, _configuration.HiddenSize, _block.HasOutputBias);

    // Softplus of the projected steps and their biases, which the operator computes where the decay rate is one.
    private string Steps(string name, string step) => _graph.Node(
        "com.microsoft:LinearAttentionGate", $"{name}.steps", [_weights.ToSingle(step), _weights.Exact($"{name}.dt_bias", _block.Heads), _ones]);

    private string Attended(int layer, string queries, string keys, string heads, string steps)
    {
        var name = NameOf(layer);
        var decays = _graph.Node("Mul", $"{name}.decays", [steps, _decayRates.Add(name)]);
        var weighted = _graph.Node("Mul", $"{name}.x.weighted", [heads, Column($"{name}.steps.column", steps)]);
        var (past, present) = _states.Add("recurrent", layer, _block.Heads, _block.StateSize, _block.HeadSize);
        var attended = $"{name}.attended";
        _graph.Node(
            "com.microsoft:LinearAttention",
            [attended, present],
            [queries, keys, _graph.Node("Reshape", $"{name}.values", [weighted, _mergedShape]), past, decays],
            ("q_num_heads", _block.Groups), ("kv_num_heads", _block.Heads), ("update_rule", "gated"), ("scale", 1f));
        return attended;
    }

    private string Column(string name, string values) => _graph.Node("Unsqueeze", name, [values, _last]);
}
