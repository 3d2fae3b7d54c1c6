using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_ernie4_5.py, modeling_helium.py and modeling_seed_oss.py: Llama with biases that have names of their own, the first two turning
/// neighbours.
/// </summary>
/// <param name="config">config.json.</param>
/// <param name="source">Gives the weights.</param>
/// <param name="turnsNeighbours">Whether neighbours turn, and not halves.</param>
/// <param name="attention">What says that queries, keys and values have biases.</param>
/// <param name="output">What says that the projection after attention has one.</param>
/// <param name="feedForward">What says that the feed-forward block has some.</param>
internal sealed class ReferenceBiased(
    JsonNode config, Func<string, float[]> source, bool turnsNeighbours, string attention, string output, string feedForward)
    : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, Flag(attention));
        double[][] Turned(string part) => turnsNeighbours ? RotatedByTwo(Part(part)) : Rotated(Part(part), Number("rope_theta"));
        var seen = Attend(Turned("q"), Turned("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, Flag(output)));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu, Flag(feedForward)));
    }
}
