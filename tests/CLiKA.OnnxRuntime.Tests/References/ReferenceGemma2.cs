using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gemma2.py: every other layer slides, scores are capped before they are masked.</summary>
internal sealed class ReferenceGemma2(JsonNode config, Func<string, float[]> source) : ReferenceGemma(config, source)
{
    protected override double[][] Attend(int layer, string name, double[][] rows)
    {
        double[][] Turned(string part) => Rotated(Projected($"{name}.{part}_proj", rows), Number("rope_theta"));
        var seen = Attend(
            Turned("q"),
            Turned("k"),
            Projected($"{name}.v_proj", rows),
            product => Capped(Score(product), "attn_logit_softcapping"),
            Sees(Slides(layer, period: 2)));
        return Projected($"{name}.o_proj", seen);
    }
}
