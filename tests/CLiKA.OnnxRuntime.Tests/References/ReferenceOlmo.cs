using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_olmo.py: norms have no weights, and queries, keys and values may be clipped.</summary>
internal sealed class ReferenceOlmo(JsonNode config, Func<string, float[]> source) : ReferenceLayerNorm(config, source, 1e-5)
{
    protected override double[] Normalize(string name, double[] row) => Standardized(row);

    protected override double Clipped(double value) =>
        Node("clip_qkv")?.GetValue<double>() is { } bound ? Math.Clamp(value, -bound, bound) : value;

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var hasBias = Flag("attention_bias");
        var input = Normalized($"{name}.input_layernorm", hidden);
        hidden = Sum(hidden, Attended($"{name}.self_attn", input, rows => Rotated(rows, Number("rope_theta")), hasBias, hasBias));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu));
    }
}
