using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_mixtral.py: Llama with experts, whose weights are divided by their sum.</summary>
internal sealed class ReferenceMixtral(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        double[][] WithRotation(string part) => Rotated(Part(part), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        var block = $"{name}.block_sparse_moe";
        return Sum(hidden, Routed(
            $"{block}.gate",
            Normalized($"{name}.post_attention_layernorm", hidden),
            sumsToOne: true,
            number => Expert($"{block}.experts", number, "w1", "w3", "w2")));
    }
}
