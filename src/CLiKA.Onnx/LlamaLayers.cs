using CLiKA.Onnx.Adapters;

namespace CLiKA.Onnx;

/// <summary>Adds decoder layers to a graph.</summary>
internal sealed class LlamaLayers
{
    private readonly OnnxGraph _graph;
    private readonly LlamaConfiguration _configuration;
    private readonly LlamaWeights _weights;
    private readonly LoraBranches _lora;
    private readonly string _positions;
    private readonly string _pastShape;
    private readonly (string Cosines, string Sines) _rotation;

    public LlamaLayers(OnnxGraph graph, LlamaConfiguration configuration, LlamaWeights weights, LoraBranches lora, string inputIds)
    {
        (_graph, _configuration, _weights, _lora) = (graph, configuration, weights, lora);
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            foreach (var part in (string[])["key", "value"])
            {
                graph.Input(
                    Past(layer, part),
                    weights.Computed,
                    "past_batch",
                    configuration.KeyValueHeads,
                    "past",
                    configuration.HeadSize);
            }
        }

        _rotation = LlamaRotation.Tables(graph, configuration, weights.Computed);
        _positions = LlamaRotation.Positions(graph, inputIds, Past(0, "key"));
        var batch = graph.Node("Shape", "batch.shape", [inputIds], ("start", 0), ("end", 1));
        _pastShape = graph.Node("Concat", "past.expanded", [batch, graph.Constant("ones", [1, 1, 1])], ("axis", 0));
    }

    /// <summary>Adds one layer.</summary>
    /// <returns>The name of the residual stream after it, [batch, sequence, hidden].</returns>
    public string Add(int layer, string hidden)
    {
        var input = Normalize($"{Name(layer)}.input_layernorm", hidden);
        var query = Rotate(Heads(layer, "q", input, _configuration.Heads), _configuration.Heads, _positions);
        var (key, value) = KeyAndValue(layer, input);
        return FeedForward(layer, hidden, Attend(layer, query, key, value, mask: null));
    }

    /// <summary>Adds the last layer, which makes keys and values of all positions and all else of the wanted ones.</summary>
    /// <returns>The name of the residual stream after it, [batch, positions, hidden].</returns>
    public string AddLast(int layer, string hidden, WantedPositions wanted)
    {
        var input = Normalize($"{Name(layer)}.input_layernorm", hidden);
        var asking = Heads(layer, "q", wanted.Of("wanted.input", input), _configuration.Heads);
        var query = wanted.Twice(Rotate(asking, _configuration.Heads, wanted.Rotated));
        var (key, value) = KeyAndValue(layer, input);
        var attended = wanted.Once(Attend(layer, query, key, value, wanted.Mask), _configuration.Heads * _configuration.HeadSize);
        return FeedForward(layer, wanted.Of("wanted", hidden), attended);
    }

    public string Normalize(string name, string input) => Normalize(name, input, _configuration.HiddenSize);

    private string Normalize(string name, string input, int size) => _graph.Node(
        "RMSNormalization",
        name,
        [input, _weights.Vector($"{name}.weight", size)],
        ("axis", -1),
        ("epsilon", (float)_configuration.RmsNormEpsilon));

    public void AddOutputs()
    {
        for (var layer = 0; layer < _configuration.Layers; layer++)
        {
            foreach (var part in (string[])["key", "value"])
            {
                _graph.Output(
                    $"present.{layer}.{part}",
                    _weights.Computed,
                    "batch",
                    _configuration.KeyValueHeads,
                    "total",
                    _configuration.HeadSize);
            }
        }
    }

    private static string Name(int layer) => $"model.layers.{layer}";

    private static string Past(int layer, string part) => $"past_key_values.{layer}.{part}";

    private (string Key, string Value) KeyAndValue(int layer, string input)
    {
        var heads = _configuration.KeyValueHeads;
        return (Rotate(Heads(layer, "k", input, heads), heads, _positions), Project($"{Name(layer)}.self_attn.v_proj", input, heads));
    }

    // Causal where no mask says what a query sees.
    private string Attend(int layer, string query, string key, string value, string? mask)
    {
        var output = $"{Name(layer)}.self_attn.attention";
        _graph.Node(
            "Attention",
            [output, $"present.{layer}.key", $"present.{layer}.value"],
            [query, key, value, mask ?? string.Empty, ExpandedPast(layer, "key"), ExpandedPast(layer, "value")],
            ("is_causal", mask is null ? 1 : 0),
            ("q_num_heads", _configuration.Heads),
            ("kv_num_heads", _configuration.KeyValueHeads));
        return output;
    }

    // What comes after attention: both sums of the residual stream.
    private string FeedForward(int layer, string hidden, string attention)
    {
        var width = _configuration.Heads * _configuration.HeadSize;
        var attended = Multiply($"{Name(layer)}.self_attn.o_proj", attention, width, _configuration.HiddenSize, _configuration.OutputBias);
        hidden = _graph.Node("Add", $"{Name(layer)}.attended", [hidden, attended]);
        var fed = FeedForward($"{Name(layer)}.mlp", Normalize($"{Name(layer)}.post_attention_layernorm", hidden));
        return _graph.Node("Add", $"{Name(layer)}.fed", [hidden, fed]);
    }

    private string FeedForward(string name, string input)
    {
        var bias = _configuration.FeedForwardBias;
        var gate = Multiply($"{name}.gate_proj", input, _configuration.HiddenSize, _configuration.IntermediateSize, bias);
        var up = Multiply($"{name}.up_proj", input, _configuration.HiddenSize, _configuration.IntermediateSize, bias);
        var sigmoid = _graph.Node("Sigmoid", $"{name}.sigmoid", [gate]);
        var activated = _graph.Node("Mul", $"{name}.activated", [gate, sigmoid]);
        var gated = _graph.Node("Mul", $"{name}.gated", [activated, up]);
        return Multiply($"{name}.down_proj", gated, _configuration.IntermediateSize, _configuration.HiddenSize, bias);
    }

    // Queries or keys, normalized head by head where the model does that.
    private string Heads(int layer, string letter, string input, int heads)
    {
        var name = $"{Name(layer)}.self_attn.{letter}";
        var projected = Project($"{name}_proj", input, heads);
        if (!_configuration.QueryKeyNorm)
        {
            return projected;
        }

        var size = _configuration.HeadSize;
        var parted = _graph.Node("Reshape", $"{name}.heads", [projected, _graph.Constant($"{name}.heads.shape", [0, 0, heads, size])]);
        var normal = Normalize($"{name}_norm", parted, size);
        return _graph.Node("Reshape", $"{name}.normalized", [normal, _graph.Constant($"{name}.normalized.shape", [0, 0, heads * size])]);
    }

    private string Project(string name, string input, int heads) =>
        Multiply(name, input, _configuration.HiddenSize, heads * _configuration.HeadSize, _configuration.QueryKeyValueBias);

    private string Multiply(string name, string input, int inputs, int outputs, bool hasBias)
    {
        var product = _graph.Node("MatMul", name, [input, _weights.Projection($"{name}.weight", outputs, inputs)]);
        var output = hasBias ? _graph.Node("Add", $"{name}.biased", [product, _weights.Vector($"{name}.bias", outputs)]) : product;
        return _lora.Adapt(name, input, output, inputs, outputs);
    }

    private string Rotate(string input, int heads, string positions) => _graph.Node(
        "RotaryEmbedding", $"{input}.rotated", [input, _rotation.Cosines, _rotation.Sines, positions], ("num_heads", heads));

    private string ExpandedPast(int layer, string part) =>
        _graph.Node("Expand", $"{Past(layer, part)}.expanded", [Past(layer, part), _pastShape]);
}
