using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_olmo3.py: OLMo 2, but that three layers of four slide, whose rotation is not scaled. The others' is, in this reference evenly.
/// </summary>
internal sealed class ReferenceOlmo3(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var slides = Node("layer_types")?[layer]?.GetValue<string>() is { } type ? type == "sliding_attention" : (layer + 1) % 4 != 0;
        var factor = slides ? 1 : Node("rope_scaling")?["factor"]?.GetValue<double>() ?? 1;
        double[][] Turned(string part) => Rotated(
            Normalized($"{name}.self_attn.{part}_norm", Projected($"{name}.self_attn.{part}_proj", hidden)), Number("rope_theta"), factor);
        var seen = Attend(
            Turned("q"),
            Turned("k"),
            Projected($"{name}.self_attn.v_proj", hidden),
            product => product / RootOfHeadSize,
            (position, other) => !slides || other > position - Size("sliding_window"));
        return NormalizedBehind(name, hidden, seen);
    }
}
