using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_cohere.py and modeling_cohere2.py: parallel blocks after one norm and interleaved rotation; in the second, layers
/// either have a window and rotation, or neither.
/// </summary>
internal sealed class ReferenceCohere(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double Logit(double product) => product * Number("logit_scale");

    protected override double[] Normalize(string name, double[] row) => Normalize(row, Weight($"{name}.weight"));

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var isSecond = Node("model_type")!.GetValue<string>() == "cohere2";
        var slides = isSecond && (layer + 1) % (Node("sliding_window_pattern")?.GetValue<int>() ?? 4) != 0;
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        double[][] Normal(string part) => Flag("use_qk_norm") ? HeadByHead(Weight($"{name}.self_attn.{part}_norm.weight"), Part(part)) : Part(part);
        double[][] WithRotation(string part) => slides || !isSecond ? RotatedByTwo(Normal(part)) : Normal(part);
        bool Sees(int position, int other) => !slides || other > position - Size("sliding_window");
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, Sees);
        return Sum(Sum(hidden, Projected($"{name}.self_attn.o_proj", seen)), Gated($"{name}.mlp", input, Silu));
    }

    private double[] Normalize(double[] row, float[] weights)
    {
        var mean = row.Average();
        var deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + Number("layer_norm_eps"));
        return [.. row.Zip(weights, (value, weight) => weight * (value - mean) / deviation)];
    }

    // The weights are [heads, head size].
    private double[][] HeadByHead(float[] weights, double[][] rows) => [.. rows.Select(row =>
        row.Chunk(Size("head_dim")).Zip(weights.Chunk(Size("head_dim"))).SelectMany(pair => Normalize(pair.First, pair.Second)).ToArray())];
}
