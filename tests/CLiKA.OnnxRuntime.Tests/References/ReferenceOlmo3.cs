using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_olmo3.py: OLMo 2, where three of four layers have a window and unscaled rotation; for the others, this reference has linear scaling only.
/// </summary>
internal sealed class ReferenceOlmo3(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var slides = Node("layer_types")?[layer]?.GetValue<string>() is { } type ? type == "sliding_attention" : (layer + 1) % 4 != 0;
        var factor = slides ? 1 : Node("rope_scaling")?["factor"]?.GetValue<double>() ?? 1;
        double[][] WithRotation(string part) => Rotated(
            Normalized($"{name}.self_attn.{part}_norm", Projected($"{name}.self_attn.{part}_proj", hidden)), Number("rope_theta"), factor);
        var seen = Attend(
            WithRotation("q"),
            WithRotation("k"),
            Projected($"{name}.self_attn.v_proj", hidden),
            product => product / RootOfHeadSize,
            (position, other) => !slides || other > position - Size("sliding_window"));
        return NormalizedBehind(name, hidden, seen);
    }
}
