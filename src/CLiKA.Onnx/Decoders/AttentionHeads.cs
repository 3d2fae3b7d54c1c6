using CLiKA.Onnx.Architectures;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders;

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
        var name = DecoderAttention.Name(layer);
        var projected = Project($"{name}.q_proj", input, configuration.QueryWidth);
        return Rotated(layer, "q", gates?.Queries(name, projected) ?? projected, configuration.Heads, positions);
    }

    public (string Keys, string Values) KeysAndValues(int layer, string input)
    {
        var (name, heads) = (DecoderAttention.Name(layer), configuration.KeyValueHeads);
        var keys = Project($"{name}.k_proj", input, heads * configuration.HeadSize);
        return (Rotated(layer, "k", keys, heads, rotation.Positions), Project($"{name}.v_proj", input, heads * configuration.HeadSize));
    }

    // Queries or keys with the rotary embedding, and normalized where the model does that.
    private string Rotated(int layer, string letter, string projected, int heads, string positions)
    {
        var name = $"{DecoderAttention.Name(layer)}.{letter}";
        string Rotate(string values) => rotation.Rotate(layer, values, heads, positions, configuration.Variant.RotatedSize);
        return configuration.QueryKeyNorm switch
        {
            QueryKeyNorm.None => Rotate(projected),
            QueryKeyNorm.SharedAfterRotation =>
                Normalize(name, $"{DecoderAttention.Name(layer)}.{(letter == "q" ? "query" : "key")}_layernorm", Rotate(projected), heads),
            _ => Rotate(Normalize(name, $"{name}_norm", projected, heads)),
        };
    }

    private string Normalize(string name, string norm, string input, int heads)
    {
        var size = configuration.HeadSize;
        if (configuration.QueryKeyNorm == QueryKeyNorm.AllHeads)
        {
            return norms.Add(norm, input, heads * size);
        }

        var split = graph.Node("Reshape", $"{name}.heads", [input, graph.Constant($"{name}.heads.shape", [0, 0, heads, size])]);
        var normal = configuration.QueryKeyNorm == QueryKeyNorm.PerHead ? norms.AddPerHead(norm, split, heads, size) : norms.Add(norm, split, size);
        return graph.Node("Reshape", $"{name}.normalized", [normal, graph.Constant($"{name}.normalized.shape", [0, 0, heads * size])]);
    }

    private string Project(string name, string input, int width)
    {
        var projected = projections.Add(name, input, configuration.HiddenSize, width, configuration.QueryKeyValueBias);
        if (configuration.Variant.ProjectionBound is not { } bound)
        {
            return projected;
        }

        var (least, most) = _bounds ??= (graph.Scalar("projection.least", -bound, type), graph.Scalar("projection.most", bound, type));
        return graph.Node("Clip", $"{name}.clipped", [projected, least, most]);
    }
}
