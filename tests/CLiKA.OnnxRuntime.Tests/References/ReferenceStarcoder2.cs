using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_starcoder2.py: groups of heads share keys, and attention may have a window.</summary>
internal sealed class ReferenceStarcoder2(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["norm_epsilon"]!.GetValue<double>())
{
    protected override bool Sees(int position, int other) =>
        Node("sliding_window")?.GetValue<int>() is not { } window || other > position - window;

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var hasBias = Node("use_bias")?.GetValue<bool>() ?? true;
        var input = Normalized($"{name}.input_layernorm", hidden);
        hidden = Sum(hidden, Attended($"{name}.self_attn", input, rows => Rotated(rows, Number("rope_theta")), hasBias, hasBias));
        return Sum(hidden, Plain($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), GeluTanh, hasBias));
    }
}
