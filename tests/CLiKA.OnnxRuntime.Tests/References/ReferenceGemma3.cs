using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gemma3.py: normalized queries and keys, and layers with a window and another base of the rotation.</summary>
internal sealed class ReferenceGemma3(JsonNode config, Func<string, float[]> source) : ReferenceGemma(config, source)
{
    protected override double[][] Attend(int layer, string name, double[][] rows)
    {
        var slides = Slides(layer, Node("sliding_window_pattern")?.GetValue<int>() ?? 6);
        var (theta, factor) = Rope(slides);
        double[][] WithRotation(string part) =>
            Rotated(NormalizedByHead($"{name}.{part}_norm", Projected($"{name}.{part}_proj", rows)), theta, factor);
        return Projected($"{name}.o_proj", Attend(WithRotation("q"), WithRotation("k"), Projected($"{name}.v_proj", rows), Score, Sees(slides)));
    }

    private (double Theta, double Factor) Rope(bool slides)
    {
        if (Node("rope_parameters")?[slides ? "sliding_attention" : "full_attention"] is { } rope)
        {
            return (rope["rope_theta"]!.GetValue<double>(), rope["factor"]?.GetValue<double>() ?? 1);
        }

        return slides
            ? (Number("rope_local_base_freq"), 1)
            : (Number("rope_theta"), Node("rope_scaling")?["factor"]?.GetValue<double>() ?? 1);
    }
}
