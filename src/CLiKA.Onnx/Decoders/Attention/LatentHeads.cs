using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Files;

namespace CLiKA.Onnx.Decoders.Attention;

/// <summary>Adds heads with latent attention, as in DeepSeek's models.</summary>
/// <param name="graph">The graph.</param>
/// <param name="configuration">Shape of the model.</param>
/// <param name="latent">Shape of the projections.</param>
/// <param name="projections">Adds the projections.</param>
/// <param name="norms">Adds the normalizations.</param>
/// <param name="rotation">Adds the rotary embedding.</param>
internal sealed class LatentHeads(
    OnnxGraph graph, DecoderConfiguration configuration, LatentAttention latent, DecoderProjections projections, DecoderNorms norms, HeadRotation rotation)
    : IAttentionHeads
{
    private readonly string _headSizes = graph.Constant("latent.head", [configuration.HeadSize - latent.RotatedSize, latent.RotatedSize]);
    private readonly string _narrowSizes = graph.Constant("latent.narrow", [latent.KeyValueRank, latent.RotatedSize]);
    private readonly string _wideSizes = graph.Constant("latent.wide", [configuration.HeadSize - latent.RotatedSize, latent.ValueSize]);
    private readonly string _headsShape = graph.Constant("latent.heads", [0, 0, configuration.Heads, -1]);
    private readonly string _mergedShape = graph.Constant("latent.joined", [0, 0, -1]);
    private readonly string _oneHeadShape = graph.Constant("latent.one_head", [0, 0, 1, latent.RotatedSize]);
    private readonly string _allHeadsShape = graph.Constant("latent.all_heads", [1, 1, configuration.Heads, 1]);

    public string Queries(int layer, string input, string positions)
    {
        var (name, wide) = (DecoderAttention.Name(layer), configuration.Heads * configuration.HeadSize);
        var queries = latent.QueryRank is { } rank
            ? projections.Add($"{name}.q_b_proj", Normalized($"{name}.q_a_layernorm", Compressed($"{name}.q_a_proj", input, rank), rank), rank, wide, hasBias: false)
            : projections.Add($"{name}.q_proj", input, configuration.HiddenSize, wide, hasBias: false);
        var (unrotated, rotating) = Split($"{name}.q", graph.Node("Reshape", $"{name}.q.heads", [queries, _headsShape]), _headSizes);
        var rotated = rotation.Rotate(layer, Merged($"{name}.q.turning", rotating), configuration.Heads, positions, part: null);
        return Combined($"{name}.q", unrotated, graph.Node("Reshape", $"{name}.q.turned", [rotated, _headsShape]));
    }

    public (string Keys, string Values) KeysAndValues(int layer, string input)
    {
        var name = DecoderAttention.Name(layer);
        var rank = latent.KeyValueRank;
        var (compressed, rotating) = Split($"{name}.kv_a", Compressed($"{name}.kv_a_proj_with_mqa", input, rank + latent.RotatedSize), _narrowSizes);
        var rotated = rotation.Rotate(layer, rotating, 1, rotation.Positions, part: null);
        var shared = graph.Node(
            "Expand", $"{name}.k.shared", [graph.Node("Reshape", $"{name}.k.turned", [rotated, _oneHeadShape]), _allHeadsShape]);
        var wide = projections.Add(
            $"{name}.kv_b_proj",
            Normalized($"{name}.kv_a_layernorm", compressed, rank),
            rank,
            configuration.Heads * (configuration.HeadSize - latent.RotatedSize + latent.ValueSize),
            hasBias: false);
        var (unrotated, values) = Split($"{name}.kv_b", graph.Node("Reshape", $"{name}.kv_b.heads", [wide, _headsShape]), _wideSizes);
        return (Combined($"{name}.k", unrotated, shared), Merged($"{name}.v", values));
    }

    private string Compressed(string name, string input, int width) =>
        projections.Add(name, input, configuration.HiddenSize, width, configuration.QueryKeyValueBias);

    private string Normalized(string name, string input, int width) => norms.Add(name, input, width, LatentAttention.Epsilon);

    private (string First, string Second) Split(string name, string values, string sizes)
    {
        graph.Node("Split", [$"{name}.first", $"{name}.second"], [values, sizes], ("axis", -1));
        return ($"{name}.first", $"{name}.second");
    }

    private string Combined(string name, string unrotated, string rotated) =>
        Merged($"{name}.whole", graph.Node("Concat", $"{name}.whole.heads", [unrotated, rotated], ("axis", -1)));

    private string Merged(string name, string heads) => graph.Node("Reshape", name, [heads, _mergedShape]);
}
