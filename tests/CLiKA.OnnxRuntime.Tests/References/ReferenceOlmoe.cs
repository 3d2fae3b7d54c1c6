using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_olmoe.py: norms of queries and keys over all heads together, and expert weights that do not sum to one.</summary>
internal sealed class ReferenceOlmoe(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, Flag("attention_bias"));
        double[][] WithRotation(string part) => Rotated(Normalized($"{name}.self_attn.{part}_norm", Part(part)), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, Flag("attention_bias")));
        return Sum(hidden, Routed(
            $"{name}.mlp.gate",
            Normalized($"{name}.post_attention_layernorm", hidden),
            Flag("norm_topk_prob"),
            number => Expert($"{name}.mlp.experts", number, "gate_proj", "up_proj", "down_proj")));
    }
}
