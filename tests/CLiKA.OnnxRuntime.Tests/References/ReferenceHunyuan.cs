using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_hunyuan_v1_dense.py: heads are normalized after rotation, whose base is scaled.</summary>
internal sealed class ReferenceHunyuan(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (size, alpha) = (Number("head_dim"), Node("rope_scaling")?["alpha"]?.GetValue<double>() ?? 1);
        var theta = Number("rope_theta") * Math.Pow(alpha, size / (size - 2));
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, Flag("attention_bias"));
        double[][] WithRotation(string part, string norm) => NormalizedByHead($"{name}.self_attn.{norm}_layernorm", Rotated(Part(part), theta));
        var seen = Attend(WithRotation("q", "query"), WithRotation("k", "key"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, Flag("attention_bias")));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu));
    }
}
