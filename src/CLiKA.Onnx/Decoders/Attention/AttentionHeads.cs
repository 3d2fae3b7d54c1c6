using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>Adds heads like Llama's, with one projection each for queries, keys and values.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="type">The type of the computation.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="norms">Adds the normalizations.</param>
/// <param name="rotation">Adds the rotary embedding.</param>
/// <param name="gates">Takes output gates from the projection of queries; null for none.</param>
internal sealed class AttentionHeads(
    OnnxGraph graph,
    DecoderConfiguration configuration,
    OnnxElementType type,
    DecoderProjections projections,
    DecoderNorms norms,
    HeadRotation rotation,
    AttentionGates? gates) : IAttentionHeads
{
    private (string Least, string Most)? _bounds;

    public string Queries(int layer, string input, string positions)
    {
        var projected = Project(layer, "q", input, configuration.QueryWidthOf(layer));
        return Rotated(layer, "q", gates?.Queries(DecoderAttention.Name(layer), projected) ?? projected, configuration.Heads, positions);
    }

    public (string Keys, string Values) KeysAndValues(int layer, string input)
    {
        var heads = configuration.KeyValueHeadsOf(layer);
        var width = heads * configuration.HeadSizeOf(layer);
        var projected = Project(layer, "k", input, width);
        var keys = Rotated(layer, "k", projected, heads, rotation.Positions);
        var values = configuration.AttentionOf(layer).ValuesAreKeys ? projected : Project(layer, "v", input, width);
        return (keys, configuration.Variant.NormalizesValues ? NormalizedWithoutWeights(layer, "v", values, heads) : values);
    }

    // Queries or keys with the rotary embedding, and normalized where the model does that.
    private string Rotated(int layer, string letter, string projected, int heads, string positions)
    {
        var name = $"{DecoderAttention.Name(layer)}.{letter}";
        string Rotate(string values) => rotation.Rotate(layer, values, heads, positions, configuration.Variant.RotatedSize);
        return configuration.QueryKeyNorm switch
        {
            QueryKeyNorm.None => Rotate(projected),
            QueryKeyNorm.WithoutWeightsAfterRotation => configuration.AttentionOf(layer).Rotation is null
                ? projected
                : NormalizedWithoutWeights(layer, letter, Rotate(projected), heads),
            QueryKeyNorm.SharedAfterRotation =>
                Normalize(layer, name, $"{DecoderAttention.Name(layer)}.{(letter == "q" ? "query" : "key")}_layernorm", Rotate(projected), heads),
            _ => Rotate(Normalize(layer, name, $"{name}_norm", projected, heads)),
        };
    }

    private string Normalize(int layer, string name, string norm, string input, int heads)
    {
        var size = configuration.HeadSizeOf(layer);
        return configuration.QueryKeyNorm switch
        {
            QueryKeyNorm.AllHeads => norms.Add(norm, input, heads * size),
            QueryKeyNorm.PerHead => ByHead(name, input, heads, size, split => norms.AddPerHead(norm, split, heads, size)),
            _ => ByHead(name, input, heads, size, split => norms.Add(norm, split, size)),
        };
    }

    private string NormalizedWithoutWeights(int layer, string letter, string values, int heads)
    {
        var (name, size) = ($"{DecoderAttention.Name(layer)}.{letter}", configuration.HeadSizeOf(layer));
        return ByHead(name, values, heads, size, split => norms.AddWith($"{name}.normal", split, size, weight: null));
    }

    private string ByHead(string name, string input, int heads, int size, Func<string, string> normalize)
    {
        var split = graph.Node("Reshape", $"{name}.heads", [input, graph.Constant($"{name}.heads.shape", [0, 0, heads, size])]);
        return graph.Node("Reshape", $"{name}.normalized", [normalize(split), graph.Constant($"{name}.normalized.shape", [0, 0, heads * size])]);
    }

    private string Project(int layer, string letter, string input, int width)
    {
        var name = $"{DecoderAttention.Name(layer)}.{letter}_proj";
        var projected = projections.Add(name, input, configuration.HiddenSize, width, configuration.QueryKeyValueBias);
        if (configuration.Variant.ProjectionBound is not { } bound)
        {
            return projected;
        }

        var (least, most) = _bounds ??= (graph.Scalar("projection.least", -bound, type), graph.Scalar("projection.most", bound, type));
        return graph.Node("Clip", $"{name}.clipped", [projected, least, most]);
    }
}
