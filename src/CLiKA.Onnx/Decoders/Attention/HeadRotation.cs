using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>Adds the rotary embedding of queries and keys to a graph.</summary>
internal sealed class HeadRotation
{
    private readonly OnnxGraph _graph;
    private readonly DecoderConfiguration _configuration;
    private readonly string? _wanted;
    private readonly Dictionary<(Rotation Rotation, int Size), (string Cosines, string Sines)> _rotations = [];

    /// <summary>Adds positions, and the sines and cosines of all rotary embeddings of the model.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="configuration">Shape of the model.</param>
    /// <param name="type">The type of the computation.</param>
    /// <param name="inputIds">Name of the tokens [batch, sequence].</param>
    /// <param name="logitPositions">Name of the requested positions [batch, positions].</param>
    /// <param name="pastKey">Name of a layer's past keys.</param>
    public HeadRotation(
        OnnxGraph graph, DecoderConfiguration configuration, OnnxElementType type, string inputIds, string logitPositions, string pastKey)
    {
        (_graph, _configuration) = (graph, configuration);
        (Rotation, int)[] rotations = [.. Enumerable.Range(0, configuration.Layers).Select(RotationOf).OfType<(Rotation, int)>().Distinct()];
        if (rotations.Length > 0 && DecoderRotation.IsTabled(configuration))
        {
            AddRotations(rotations, (rotation, size, name) => DecoderRotation.Tables(
                graph, configuration.MaximumPositions, rotation, size, name, type));
            DecoderRotation.AddRow(graph, inputIds, pastKey);
            Positions = DecoderRotation.Positions(graph);
            return;
        }

        DecoderRotation.AddRow(graph, inputIds, pastKey);
        Positions = DecoderRotation.Row;
        if (rotations.Length > 0)
        {
            var computed = new ComputedRotation(graph, type, logitPositions);
            AddRotations(rotations, computed.Add);
            (Positions, _wanted) = (computed.Positions, logitPositions);
        }
    }

    /// <summary>
    /// Name of the indices of all of a row's own tokens into sines and cosines [batch, sequence], where some layer has a rotary embedding.
    /// </summary>
    public string Positions { get; }

    /// <summary>Returns the indices of requested positions into sines and cosines.</summary>
    /// <returns>The name of the indices [batch, positions].</returns>
    public string PositionsOf(WantedPositions wanted) => _wanted ?? wanted.Rotated;

    /// <summary>Rotates heads.</summary>
    /// <param name="layer">Index of the layer, which may have no rotary embedding.</param>
    /// <param name="input">Name of the values [batch, length, heads x width].</param>
    /// <param name="heads">Number of heads.</param>
    /// <param name="positions">Name of the indices into sines and cosines [batch, length].</param>
    /// <param name="part">Number of leading values of a head that are rotated; null for all.</param>
    /// <returns>The name of the rotated values.</returns>
    public string Rotate(int layer, string input, int heads, string positions, int? part)
    {
        if (RotationOf(layer) is not { } rotation)
        {
            return input;
        }

        var (cosines, sines) = _rotations[rotation];
        var attributes = new List<(string, object)> { ("num_heads", heads) };
        if (_configuration.Variant.RotatesInterleaved)
        {
            attributes.Add(("interleaved", 1));
        }

        if (part is { } size)
        {
            attributes.Add(("rotary_embedding_dim", size));
        }

        return _graph.Node("RotaryEmbedding", $"{input}.rotated", [input, cosines, sines, positions], [.. attributes]);
    }

    private void AddRotations((Rotation, int)[] rotations, Func<Rotation, int, string, (string Cosines, string Sines)> add)
    {
        foreach (var (rotation, size) in rotations)
        {
            _rotations.Add((rotation, size), add(rotation, size, _rotations.Count == 0 ? "rotary" : $"rotary.{_rotations.Count}"));
        }
    }

    // The rotary embedding of a layer, and the number of values of a head that it rotates; null for none.
    private (Rotation Rotation, int Size)? RotationOf(int layer) => _configuration.AttentionOf(layer).Rotation is { } rotation
        ? (rotation, _configuration.RotatedSizeIn(_configuration.HeadSizeOf(layer)))
        : null;
}
