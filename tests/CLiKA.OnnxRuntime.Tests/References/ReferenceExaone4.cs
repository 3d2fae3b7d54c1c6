using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_exaone4.py: norms after blocks and of each head; where some layers have a window, the others have no rotation.</summary>
internal sealed class ReferenceExaone4(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var hasWindow = Node("sliding_window") is not null;
        var slides = hasWindow && (Node("layer_types")?[layer]?.GetValue<string>() is { } type
            ? type == "sliding_attention"
            : (layer + 1) % Size("sliding_window_pattern") != 0);
        double[][] Part(string part) => NormalizedByHead($"{name}.self_attn.{part}_norm", Projected($"{name}.self_attn.{part}_proj", hidden));
        double[][] WithRotation(string part) => slides || !hasWindow ? Rotated(Part(part), Number("rope_theta")) : Part(part);
        var seen = Attend(
            WithRotation("q"),
            WithRotation("k"),
            Projected($"{name}.self_attn.v_proj", hidden),
            product => product / RootOfHeadSize,
            (position, other) => !slides || other > position - Size("sliding_window"));
        return NormalizedBehind(name, hidden, seen);
    }
}
