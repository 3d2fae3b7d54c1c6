using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_jais2.py: torch's LayerNorm, rotation of whole heads, and a squared ReLU.</summary>
internal sealed class ReferenceJais2(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_eps"]!.GetValue<double>())
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var hasBias = Node("attention_bias")?.GetValue<bool>() ?? true;
        var input = Normalized($"{name}.input_layernorm", hidden);
        hidden = Sum(hidden, Attended($"{name}.self_attn", input, rows => Rotated(rows, Number("rope_theta")), hasBias, hasBias));
        var read = Normalized($"{name}.post_attention_layernorm", hidden);
        return Sum(hidden, Plain($"{name}.mlp", read, value => Math.Pow(Math.Max(0, value), 2), Node("mlp_bias")?.GetValue<bool>() ?? true));
    }
}
