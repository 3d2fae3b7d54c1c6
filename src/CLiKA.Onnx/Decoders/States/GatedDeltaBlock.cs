using CLiKA.Onnx.Architectures.States;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.States;

/// <summary>
/// Adds linear attention by the gated delta rule to a graph, with ONNX Runtime's operators. They go through a row token by token, and compute every head
/// by itself, so that the last bits depend neither on the length of a row nor on the rows beside it. All of it has 32 bits, as in HuggingFace's classes.
/// </summary>
internal sealed class GatedDeltaBlock : StatefulMixer
{
    private const double Epsilon = 1e-6;

    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly GatedDeltaNet _block;
    private readonly GraphWeights _weights;
    private readonly DecoderProjections _projections;
    private readonly LayerStates _states;
    private readonly CausalConvolutions _convolutions;
    private readonly DecayRates _decayRates;
    private readonly string _partSizes;
    private readonly string _headsShape;
    private readonly string _mergedShape;
    private readonly string _unit;

    /// <summary>Adds the values that all layers share.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="block">Shape of the block.</param>
    /// <param name="weights">The source of the weights.</param>
    /// <param name="projections">Adds the projections.</param>
    /// <param name="states">Adds the states.</param>
    public GatedDeltaBlock(
        OnnxGraph graph, DecoderConfiguration configuration, GatedDeltaNet block, GraphWeights weights, DecoderProjections projections, LayerStates states)
        : base("linear_attn")
    {
        (_graph, _configuration, _block, _weights, _projections, _states) = (graph, configuration, block, weights, projections, states);
        _convolutions = new(graph, weights, states);
        _decayRates = new(graph, weights, block.ValueHeads);
        _partSizes = graph.Constant("delta.parts", [block.Keys, block.Keys, block.Values]);
        _headsShape = graph.Constant("delta.heads", [0, 0, block.KeyHeads, -1]);
        _mergedShape = graph.Constant("delta.merged", [0, 0, -1]);
        _unit = graph.Tensor(
            "delta.unit", [.. Enumerable.Repeat(1 / Math.Sqrt(block.KeySize), block.KeySize)], [block.KeySize], OnnxElementType.Float);
    }

    public override string Add(int layer, string input)
    {
        var name = NameOf(layer);
        var (mixed, gate, rate, decay) = _block.IsFused ? Fused(name, input) : Separate(name, input);
        var convolved = _convolutions.Add(
            layer, $"{name}.conv1d", _weights.ToSingle(mixed), (2 * _block.Keys) + _block.Values, _block.Length, hasBias: false, "silu");
        var (queries, keys, values) = ($"{name}.q", $"{name}.k", $"{name}.v");
        _graph.Node("Split", [queries, keys, values], [convolved, _partSizes], ("axis", -1));
        var (decays, rates) = Rates(name, decay, rate);
        var (past, present) = _states.Add("recurrent", layer, _block.ValueHeads, _block.KeySize, _block.ValueSize);
        var attended = $"{name}.attended";
        _graph.Node(
            "com.microsoft:LinearAttention",
            [attended, present],
            [Unit(queries), Unit(keys), values, past, decays, rates],
            ("q_num_heads", _block.KeyHeads), ("kv_num_heads", _block.ValueHeads), ("update_rule", "gated_delta"),
            ("scale", (float)(1 / Math.Sqrt(_block.KeySize))));

        // Its gate is SiLU by default; versions of ONNX Runtime before 1.31 do not know the attribute that says so.
        var normal = _graph.Node(
            "com.microsoft:GatedRMSNorm",
            $"{name}.norm",
            [attended, _weights.InSingle($"{name}.norm.weight", _block.ValueSize), _weights.ToSingle(gate)],
            ("epsilon", (float)_configuration.NormEpsilon));
        return _weights.FromSingle(normal);
    }

    public override string Project(int layer, string mixed) =>
        _projections.Add($"{NameOf(layer)}.out_proj", mixed, _block.Values, _configuration.HiddenSize, hasBias: false);

    // Queries, keys and values one after the other; the gate of the output; and a value for each head that gives the update rate, and the decay.
    private (string Mixed, string Gate, string Rate, string Decay) Separate(string name, string input)
    {
        string Project(string part, int width) => _projections.Add($"{name}.in_proj_{part}", input, _configuration.HiddenSize, width, hasBias: false);
        return (
            Project("qkv", (2 * _block.Keys) + _block.Values), Project("z", _block.Values), Project("b", _block.ValueHeads), Project("a", _block.ValueHeads));
    }

    // The same, where outputs are ordered by heads of keys, each followed by the values that share it.
    private (string Mixed, string Gate, string Rate, string Decay) Fused(string name, string input)
    {
        var (shared, width) = (_block.ValueHeads / _block.KeyHeads, _configuration.HiddenSize);
        var values = shared * _block.ValueSize;
        var wide = _projections.Add($"{name}.in_proj_qkvz", input, width, 2 * (_block.Keys + _block.Values), hasBias: false);
        var parts = Parted($"{name}.qkvz", wide, _block.KeySize, _block.KeySize, values, values);
        var rates = Parted(
            $"{name}.ba", _projections.Add($"{name}.in_proj_ba", input, width, 2 * _block.ValueHeads, hasBias: false), shared, shared);
        return (_graph.Node("Concat", $"{name}.qkv", parts[..3], ("axis", -1)), parts[3], rates[0], rates[1]);
    }

    private string[] Parted(string name, string values, params long[] sizes)
    {
        string[] parts = [.. sizes.Select((_, part) => $"{name}.{part}")];
        var heads = _graph.Node("Reshape", $"{name}.heads", [values, _headsShape]);
        _graph.Node("Split", [.. parts.Select(part => $"{part}.heads")], [heads, _graph.Constant($"{name}.sizes", sizes)], ("axis", -1));
        return Array.ConvertAll(parts, part => _graph.Node("Reshape", part, [$"{part}.heads", _mergedShape]));
    }

    // The logarithm of how much of a head's state is kept, and how much of what a key stands for is replaced.
    private (string Decays, string Rates) Rates(string name, string decay, string rate)
    {
        var (decays, rates) = ($"{name}.decays", $"{name}.rates");
        _graph.Node(
            "com.microsoft:LinearAttentionGate",
            [decays, rates],
            [_weights.ToSingle(decay), _weights.Exact($"{name}.dt_bias", _block.ValueHeads), _decayRates.Add(name), _weights.ToSingle(rate)]);
        return (decays, rates);
    }

    // Each head divided by its length: a normalization by the root mean square, divided by the root of the number of values.
    private string Unit(string values)
    {
        var heads = _graph.Node("Reshape", $"{values}.heads", [values, _headsShape]);
        var unit = _graph.Node("RMSNormalization", $"{values}.unit", [heads, _unit], ("axis", -1), ("epsilon", (float)(Epsilon / _block.KeySize)));
        return _graph.Node("Reshape", $"{values}.units", [unit, _mergedShape]);
    }
}
