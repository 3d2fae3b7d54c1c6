using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gemma2.py: every other layer has a window, and scores are capped before the mask.</summary>
internal sealed class ReferenceGemma2(JsonNode config, Func<string, float[]> source) : ReferenceGemma(config, source)
{
    protected override double[][] Attend(int layer, string name, double[][] rows)
    {
        double[][] WithRotation(string part) => Rotated(Projected($"{name}.{part}_proj", rows), Number("rope_theta"));
        var seen = Attend(
            WithRotation("q"),
            WithRotation("k"),
            Projected($"{name}.v_proj", rows),
            product => Capped(Score(product), "attn_logit_softcapping"),
            Sees(Slides(layer, period: 2)));
        return Projected($"{name}.o_proj", seen);
    }
}
