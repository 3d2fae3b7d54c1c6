using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_mpt.py: ALiBi, norms without biases, and projections without them.</summary>
internal sealed class ReferenceMpt(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_epsilon"]!.GetValue<double>())
{
    protected override double[] Normalize(string name, double[] row) => [.. Standardized(row).Zip(Weight($"{name}.weight"), (value, weight) => value * weight)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (input, slopes) = (Normalized($"{name}.norm_1", hidden), Slopes(Size("num_attention_heads")));
        var scale = Node("attn_config")?["softmax_scale"]?.GetValue<double>() ?? 1 / RootOfHeadSize;
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        var seen = Attend(Part("q"), Part("k"), Part("v"), (product, head, other) => (product * scale) + (slopes[head] * other), (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.norm_2", hidden), Gelu, hasBias: false));
    }

    // gen_slopes: of as many as the next power of two, every other one, first from the second on, and then from the first on.
    private static double[] Slopes(int heads)
    {
        var power = (int)Math.Pow(2, Math.Ceiling(Math.Log2(heads)));
        double[] all = [.. Enumerable.Range(1, power).Select(number => 1 / Math.Pow(2, number * 8.0 / power))];
        return power == heads ? all : [.. all.Where((_, index) => index % 2 == 1).Concat(all.Where((_, index) => index % 2 == 0)).Take(heads)];
    }
}
