using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>Adds attention to a graph, with the KV cache as its inputs and outputs.</summary>
internal sealed class DecoderAttention : ITokenMixer
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly OnnxElementType _type;
    private readonly AttentionSinks? _sinks;
    private readonly DecoderProjections _projections;
    private readonly AttentionMasks _masks;
    private readonly HeadRotation _rotation;
    private readonly IAttentionHeads _heads;
    private readonly AttentionGates? _gates;
    private readonly string _pastShape;

    public DecoderAttention(
        OnnxGraph graph,
        DecoderConfiguration configuration,
        GraphWeights weights,
        DecoderProjections projections,
        DecoderNorms norms,
        AttentionMasks masks,
        string inputIds,
        string logitPositions)
    {
        (_graph, _configuration, _type) = (graph, configuration, weights.Computed);
        (_projections, _masks) = (projections, masks);
        ForEachPast((layer, part) => graph.Input(
            Past(layer, part), _type, "past_batch", configuration.KeyValueHeadsOf(layer), "past", SizeOf(layer, part)));
        _rotation = new(graph, configuration, _type, inputIds, logitPositions, Past(Enumerable.Range(0, configuration.Layers).First(configuration.HasAttention), "key"));
        _sinks = configuration.Variant.HasSinks ? new(graph, weights, configuration.Heads) : null;
        _gates = configuration.Variant.HasOutputGate ? new(graph, configuration) : null;
        _heads = configuration.Variant.Latent is { } latent
            ? new LatentHeads(graph, configuration, latent, projections, norms, _rotation)
            : new AttentionHeads(graph, configuration, _type, projections, norms, _rotation, _gates);
        var batch = graph.Node("Shape", "batch.shape", [inputIds], ("start", 0), ("end", 1));
        _pastShape = graph.Node("Concat", "past.expanded", [batch, graph.Constant("ones", [1, 1, 1])], ("axis", 0));
    }

    /// <summary>Returns HuggingFace's name of a layer's attention.</summary>
    public static string Name(int layer) => $"model.layers.{layer}.self_attn";

    /// <inheritdoc/>
    public string Add(int layer, string input)
    {
        var query = _heads.Queries(layer, input, _rotation.Positions);
        var (key, value) = _heads.KeysAndValues(layer, input);
        var window = _configuration.AttentionOf(layer).Window;
        return Gated(layer, Attend(layer, query, key, value, NeedsMask(window) ? _masks.Own(window) : null));
    }

    /// <inheritdoc/>
    public string AddWanted(int layer, string input, string asking, WantedPositions wanted)
    {
        var query = wanted.Twice(_heads.Queries(layer, asking, _rotation.PositionsOf(wanted)));
        var (key, value) = _heads.KeysAndValues(layer, input);
        return Gated(layer, wanted.Once(Attend(layer, query, key, value, wanted.Mask(_configuration.AttentionOf(layer).Window)), WidthOf(layer)));
    }

    /// <summary>Adds attention for the requested positions, with keys and values of an earlier layer.</summary>
    /// <param name="layer">Index of the layer.</param>
    /// <param name="asking">Name of the input of attention at the requested positions [batch, positions, hidden].</param>
    /// <param name="wanted">The requested positions.</param>
    /// <returns>The name of the output of all heads [batch, positions, heads x width of values].</returns>
    public string AddBehind(int layer, string asking, WantedPositions wanted)
    {
        var (name, attention) = (Name(layer), _configuration.AttentionOf(layer));
        var query = wanted.Twice(_heads.Queries(layer, asking, _rotation.PositionsOf(wanted)));

        // Queries are split into heads like the keys and values that are there.
        long[] heads = [0, 0, _configuration.Heads, _configuration.HeadSizeOf(layer)];
        var split = _graph.Node("Reshape", $"{query}.heads", [query, _graph.Constant($"{query}.heads.shape", heads)]);
        var output = $"{name}.attention.heads";
        _graph.Node(
            "Attention",
            [output],
            [Swapped($"{query}.apart", split), Present(attention.KeysOf!.Value, "key"), Present(attention.KeysOf.Value, "value"), wanted.Mask(attention.Window)],
            [.. Attributes()]);
        var width = _graph.Constant($"{output}.shape", [0, 0, -1]);
        return Gated(layer, wanted.Once(_graph.Node("Reshape", $"{name}.attention", [Swapped($"{output}.together", output), width]), WidthOf(layer)));
    }

    /// <inheritdoc/>
    public string Project(int layer, string mixed) => _projections.Add(
        $"{Name(layer)}.o_proj",
        mixed,
        WidthOf(layer),
        _configuration.HiddenSize,
        _configuration.OutputBias);

    /// <summary>Makes keys and values outputs of the graph.</summary>
    public void AddOutputs() => ForEachPast((layer, part) => _graph.Output(
        Present(layer, part), _type, "batch", _configuration.KeyValueHeadsOf(layer), "total", SizeOf(layer, part)));

    private string Gated(int layer, string attended) => _gates?.Apply(Name(layer), attended) ?? attended;

    private bool NeedsMask(int? window) => window is not null || _sinks is not null || _configuration.Variant.Alibi is not null;

    private static string Past(int layer, string part) => $"past_key_values.{layer}.{part}";

    private static string Present(int layer, string part) => $"present.{layer}.{part}";

    private int SizeOf(int layer, string part) => part == "key" ? _configuration.HeadSizeOf(layer) : _configuration.ValueHeadSizeOf(layer);

    private int WidthOf(int layer) => _configuration.Heads * _configuration.ValueHeadSizeOf(layer);

    private string Swapped(string name, string heads) => _graph.Node("Transpose", name, [heads], ("perm", (int[])[0, 2, 1, 3]));

    private void ForEachPast(Action<int, string> action)
    {
        foreach (var layer in _configuration.CarryingLayers.Where(_configuration.HasAttention))
        {
            action(layer, "key");
            action(layer, "value");
        }
    }

    // Causal where there is no mask.
    private string Attend(int layer, string query, string key, string value, string? mask)
    {
        var output = $"{Name(layer)}.attention";
        string[] presents = [Present(layer, "key"), Present(layer, "value")];
        _graph.Node(
            "Attention",
            [output, .. presents.Select(present => _sinks is null ? present : $"{present}.sunk")],
            [query, key, value, MaskOf(layer, mask), ExpandedPast(layer, "key"), ExpandedPast(layer, "value")],
            [
                ("is_causal", mask is null ? 1 : 0), ("q_num_heads", _configuration.Heads), ("kv_num_heads", _configuration.KeyValueHeadsOf(layer)),
                .. Attributes(),
            ]);
        foreach (var present in presents)
        {
            _sinks?.Present(present, $"{present}.sunk");
        }

        return output;
    }

    // Products are capped before a mask is added, as in Gemma 2; the operator was first specified the other way round (onnx/onnx#7865).
    private IEnumerable<(string Name, object Value)> Attributes()
    {
        if (_configuration.Variant.AttentionScale is { } scale)
        {
            yield return ("scale", (float)scale);
        }

        if (_configuration.Variant.AttentionCap is { } cap)
        {
            yield return ("softcap", (float)cap);
        }
    }

    private string MaskOf(int layer, string? mask) => mask is null || _sinks is null ? mask ?? string.Empty : _sinks.Mask(Name(layer), mask);

    private string ExpandedPast(int layer, string part)
    {
        var past = Past(layer, part);
        return _graph.Node("Expand", $"{past}.expanded", [_sinks?.Past(past) ?? past, _pastShape]);
    }
}
