using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_flex_olmo.py: the attention of modeling_olmo2.py, the experts of modeling_olmoe.py, and norms after both.</summary>
internal sealed class ReferenceFlexOlmo(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", hidden, Flag("attention_bias"));
        double[][] WithRotation(string part) => Rotated(Normalized($"{name}.self_attn.{part}_norm", Part(part)), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        var attended = Projected($"{name}.self_attn.o_proj", seen, Flag("attention_bias"));
        hidden = Sum(hidden, Normalized($"{name}.post_attention_layernorm", attended));
        var fed = Routed($"{name}.mlp.gate", hidden, Flag("norm_topk_prob"), number => Expert($"{name}.mlp.experts", number, "gate_proj", "up_proj", "down_proj"));
        return Sum(hidden, Normalized($"{name}.post_feedforward_layernorm", fed));
    }
}
