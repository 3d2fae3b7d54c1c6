using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_olmoe.py: norms of queries and keys over all heads together, and shares as they are.</summary>
internal sealed class ReferenceOlmoe(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, Flag("attention_bias"));
        double[][] Turned(string part) => Rotated(Normalized($"{name}.self_attn.{part}_norm", Part(part)), Number("rope_theta"));
        var seen = Attend(Turned("q"), Turned("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, Flag("attention_bias")));
        return Sum(hidden, Routed(
            $"{name}.mlp.gate",
            Normalized($"{name}.post_attention_layernorm", hidden),
            Flag("norm_topk_prob"),
            number => Expert($"{name}.mlp.experts", number, "gate_proj", "up_proj", "down_proj")));
    }
}
