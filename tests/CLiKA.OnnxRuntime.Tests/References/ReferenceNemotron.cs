using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_nemotron.py: norms multiply by one plus a weight, and the feed-forward block has a squared ReLU.</summary>
internal sealed class ReferenceNemotron(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["norm_eps"]!.GetValue<double>())
{
    protected override double[] Normalize(string name, double[] row) =>
        [.. Standardized(row).Zip(Weight($"{name}.weight"), Weight($"{name}.bias")).Select(pair => (pair.First * (1.0 + pair.Second)) + pair.Third)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var rotatedSize = (int)(Size("head_dim") * (Node("partial_rotary_factor")?.GetValue<double>() ?? 0.5));
        var input = Normalized($"{name}.input_layernorm", hidden);
        hidden = Sum(hidden, Attended($"{name}.self_attn", input, rows => RotatedInPart(rows, rotatedSize), Flag("attention_bias"), Flag("attention_bias")));
        var read = Normalized($"{name}.post_attention_layernorm", hidden);
        return Sum(hidden, Plain($"{name}.mlp", read, value => Math.Pow(Math.Max(0, value), 2), Flag("mlp_bias")));
    }
}
