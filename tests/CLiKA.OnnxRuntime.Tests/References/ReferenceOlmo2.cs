using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_olmo2.py: norms after blocks, and over all heads together.</summary>
internal sealed class ReferenceOlmo2(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        double[][] WithRotation(string part) => Rotated(
            Normalized($"{name}.self_attn.{part}_norm", Projected($"{name}.self_attn.{part}_proj", hidden)), Number("rope_theta"));
        var seen = Attend(
            WithRotation("q"), WithRotation("k"), Projected($"{name}.self_attn.v_proj", hidden), product => product / RootOfHeadSize, (_, _) => true);
        return NormalizedBehind(name, hidden, seen);
    }
}
