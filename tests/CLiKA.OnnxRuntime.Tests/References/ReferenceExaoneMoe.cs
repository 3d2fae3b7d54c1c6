using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_exaone_moe.py: the attention of modeling_exaone4.py, whose layers without a window have no rotation, after a norm, and the experts of
/// modeling_deepseek_v3.py.
/// </summary>
internal sealed class ReferenceExaoneMoe(JsonNode config, Func<string, float[]> source) : ReferenceRouted(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (input, slides) = (Normalized($"{name}.input_layernorm", hidden), Node("layer_types")![layer]!.GetValue<string>() == "sliding_attention");
        double[][] Part(string part) => NormalizedByHead($"{name}.self_attn.{part}_norm", Projected($"{name}.self_attn.{part}_proj", input));
        double[][] WithRotation(string part) => slides ? Rotated(Part(part), Number("rope_theta")) : Part(part);
        var seen = Attend(
            WithRotation("q"),
            WithRotation("k"),
            Projected($"{name}.self_attn.v_proj", input),
            product => product / RootOfHeadSize,
            (position, other) => !slides || other > position - Size("sliding_window"));
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        return Sum(hidden, Fed(layer, $"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden)));
    }
}
