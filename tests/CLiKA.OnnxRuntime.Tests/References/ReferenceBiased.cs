using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_ernie4_5.py, modeling_helium.py and modeling_seed_oss.py: Llama with differently named biases; the first two rotate
/// interleaved pairs.
/// </summary>
/// <param name="config">config.json.</param>
/// <param name="source">Returns the weights.</param>
/// <param name="rotatesInterleaved">Whether adjacent values form a pair, not the two halves of a head.</param>
/// <param name="attention">The property for biases of queries, keys and values.</param>
/// <param name="output">The property for the bias of the output projection.</param>
/// <param name="feedForward">The property for biases of the feed-forward block.</param>
internal sealed class ReferenceBiased(
    JsonNode config, Func<string, float[]> source, bool rotatesInterleaved, string attention, string output, string feedForward)
    : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, Flag(attention));
        double[][] WithRotation(string part) => rotatesInterleaved ? RotatedByTwo(Part(part)) : Rotated(Part(part), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, Flag(output)));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu, Flag(feedForward)));
    }
}
