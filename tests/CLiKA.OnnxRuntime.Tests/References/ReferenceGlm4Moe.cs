using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_glm4_moe.py: part of each head is rotated by halves, and experts have sigmoid scores.</summary>
internal sealed class ReferenceGlm4Moe(JsonNode config, Func<string, float[]> source) : ReferenceRouted(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var rotatedSize = (int)(Size("head_dim") * Number("partial_rotary_factor"));
        double[] frequencies = [.. Enumerable.Range(0, rotatedSize / 2).Select(pair => 1 / Math.Pow(Number("rope_theta"), 2.0 * pair / rotatedSize))];
        var (input, attention) = (Normalized($"{name}.input_layernorm", hidden), $"{name}.self_attn");
        double[][] Part(string part) => Projected($"{attention}.{part}_proj", input, Flag("attention_bias"));
        double[][] WithRotation(string part) =>
            Rotated(Flag("use_qk_norm") ? NormalizedByHead($"{attention}.{part}_norm", Part(part)) : Part(part), frequencies);
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{attention}.o_proj", seen));
        return Sum(hidden, Fed(layer, $"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden)));
    }
}
