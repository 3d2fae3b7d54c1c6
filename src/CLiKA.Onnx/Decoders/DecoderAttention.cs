using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

/// <summary>Adds attention to a graph, with the past as its inputs and outputs.</summary>
internal sealed class DecoderAttention
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly OnnxElementType _type;
    private readonly DecoderProjections _projections;
    private readonly DecoderNorms _norms;
    private readonly AttentionMasks _masks;
    private readonly string _positions;
    private readonly string? _wantedPositions;
    private readonly string _pastShape;
    private readonly Dictionary<Rotation, (string Cosines, string Sines)> _rotations = [];

    public DecoderAttention(
        OnnxGraph graph,
        DecoderConfiguration configuration,
        OnnxElementType type,
        DecoderProjections projections,
        DecoderNorms norms,
        AttentionMasks masks,
        string inputIds,
        string logitPositions)
    {
        (_graph, _configuration, _type) = (graph, configuration, type);
        (_projections, _norms, _masks) = (projections, norms, masks);
        ForEachPast((layer, part) => graph.Input(
            Past(layer, part), type, "past_batch", configuration.KeyValueHeads, "past", configuration.HeadSize));
        if (DecoderRotation.IsTabled(configuration))
        {
            AddRotations((rotation, name) => DecoderRotation.Tables(graph, configuration, rotation, name, type));
            _positions = DecoderRotation.Positions(graph, inputIds, Past(0, "key"));
        }
        else
        {
            DecoderRotation.AddRow(graph, inputIds, Past(0, "key"));
            var computed = new ComputedRotation(graph, configuration, type, logitPositions);
            AddRotations(computed.Add);
            (_positions, _wantedPositions) = (computed.Positions, logitPositions);
        }

        var batch = graph.Node("Shape", "batch.shape", [inputIds], ("start", 0), ("end", 1));
        _pastShape = graph.Node("Concat", "past.expanded", [batch, graph.Constant("ones", [1, 1, 1])], ("axis", 0));
    }

    /// <summary>Adds what each position sees of itself and of those before it.</summary>
    /// <param name="layer">Number of the layer.</param>
    /// <param name="input">Name of what attention reads [batch, sequence, hidden].</param>
    /// <returns>The name of what all heads see [batch, sequence, heads x head size].</returns>
    public string Add(int layer, string input)
    {
        var query = Turned(layer, "q", input, _configuration.Heads, _positions);
        var (key, value) = KeyAndValue(layer, input);
        return Attend(layer, query, key, value, _configuration.AttentionOf(layer).Window is { } window ? _masks.Sliding(window) : null);
    }

    /// <summary>Adds what the wanted positions see. Keys and values are of all.</summary>
    /// <param name="layer">Number of the layer.</param>
    /// <param name="input">Name of what attention reads [batch, sequence, hidden].</param>
    /// <param name="asking">Name of what it reads at the wanted positions [batch, positions, hidden].</param>
    /// <param name="wanted">The wanted positions.</param>
    /// <returns>The name of what all heads see [batch, positions, heads x head size].</returns>
    public string AddWanted(int layer, string input, string asking, WantedPositions wanted)
    {
        var heads = _configuration.Heads;
        var query = wanted.Twice(Turned(layer, "q", asking, heads, _wantedPositions ?? wanted.Rotated));
        var (key, value) = KeyAndValue(layer, input);
        return wanted.Once(Attend(layer, query, key, value, wanted.Mask), heads * _configuration.HeadSize);
    }

    /// <summary>Adds the projection of what all heads see to the width of the residual stream.</summary>
    public string Project(int layer, string attended) => _projections.Add(
        $"{Name(layer)}.o_proj",
        attended,
        _configuration.Heads * _configuration.HeadSize,
        _configuration.HiddenSize,
        _configuration.OutputBias);

    /// <summary>Makes keys and values outputs.</summary>
    public void AddOutputs() => ForEachPast((layer, part) => _graph.Output(
        $"present.{layer}.{part}", _type, "batch", _configuration.KeyValueHeads, "total", _configuration.HeadSize));

    private static string Name(int layer) => $"model.layers.{layer}.self_attn";

    private static string Past(int layer, string part) => $"past_key_values.{layer}.{part}";

    private void AddRotations(Func<Rotation, string, (string Cosines, string Sines)> add)
    {
        var rotations = Enumerable.Range(0, _configuration.Layers).Select(layer => _configuration.AttentionOf(layer).Rotation).OfType<Rotation>();
        foreach (var rotation in rotations.Distinct())
        {
            _rotations.Add(rotation, add(rotation, _rotations.Count == 0 ? "rotary" : $"rotary.{_rotations.Count}"));
        }
    }

    private void ForEachPast(Action<int, string> action)
    {
        for (var layer = 0; layer < _configuration.Layers; layer++)
        {
            action(layer, "key");
            action(layer, "value");
        }
    }

    private (string Key, string Value) KeyAndValue(int layer, string input)
    {
        var heads = _configuration.KeyValueHeads;
        return (Turned(layer, "k", input, heads, _positions), Project($"{Name(layer)}.v_proj", input, heads));
    }

    // Causal where no mask says what a query sees. Products are bounded before a mask is added to them, as Gemma 2 has it; the operator was
    // specified the other way round at first (onnx/onnx#7865).
    private string Attend(int layer, string query, string key, string value, string? mask)
    {
        var output = $"{Name(layer)}.attention";
        var attributes = new List<(string, object)>
        {
            ("is_causal", mask is null ? 1 : 0), ("q_num_heads", _configuration.Heads), ("kv_num_heads", _configuration.KeyValueHeads),
        };
        if (_configuration.Variant.AttentionScale is { } scale)
        {
            attributes.Add(("scale", (float)scale));
        }

        if (_configuration.Variant.AttentionCap is { } cap)
        {
            attributes.Add(("softcap", (float)cap));
        }

        _graph.Node(
            "Attention",
            [output, $"present.{layer}.key", $"present.{layer}.value"],
            [query, key, value, mask ?? string.Empty, ExpandedPast(layer, "key"), ExpandedPast(layer, "value")],
            [.. attributes]);
        return output;
    }

    // Queries or keys, turned, and normalized where the model does that.
    private string Turned(int layer, string letter, string input, int heads, string positions)
    {
        var name = $"{Name(layer)}.{letter}";
        var projected = Project($"{name}_proj", input, heads);
        return !_configuration.QueryKeyNorm ? Rotate(layer, projected, heads, positions)
            : _configuration.Variant.NormalizesTurnedHeads
                ? Normalize(name, $"{Name(layer)}.{(letter == "q" ? "query" : "key")}_layernorm", Rotate(layer, projected, heads, positions), heads)
            : Rotate(layer, Normalize(name, $"{name}_norm", projected, heads), heads, positions);
    }

    private string Normalize(string name, string norm, string input, int heads)
    {
        var size = _configuration.HeadSize;
        if (_configuration.Variant.NormalizesHeadsTogether)
        {
            return _norms.Add(norm, input, heads * size);
        }

        var parted = _graph.Node("Reshape", $"{name}.heads", [input, _graph.Constant($"{name}.heads.shape", [0, 0, heads, size])]);
        var normal = _norms.Add(norm, parted, size);
        return _graph.Node("Reshape", $"{name}.normalized", [normal, _graph.Constant($"{name}.normalized.shape", [0, 0, heads * size])]);
    }

    private string Project(string name, string input, int heads) =>
        _projections.Add(name, input, _configuration.HiddenSize, heads * _configuration.HeadSize, _configuration.QueryKeyValueBias);

    private string Rotate(int layer, string input, int heads, string positions)
    {
        if (_configuration.AttentionOf(layer).Rotation is not { } rotation)
        {
            return input;
        }

        var (cosines, sines) = _rotations[rotation];
        var attributes = new List<(string, object)> { ("num_heads", heads) };
        if (_configuration.Variant.RotatesNeighbours)
        {
            attributes.Add(("interleaved", 1));
        }

        if (_configuration.Variant.RotatedSize is { } size)
        {
            attributes.Add(("rotary_embedding_dim", size));
        }

        return _graph.Node("RotaryEmbedding", $"{input}.rotated", [input, cosines, sines, positions], [.. attributes]);
    }

    private string ExpandedPast(int layer, string part) =>
        _graph.Node("Expand", $"{Past(layer, part)}.expanded", [Past(layer, part), _pastShape]);
}
