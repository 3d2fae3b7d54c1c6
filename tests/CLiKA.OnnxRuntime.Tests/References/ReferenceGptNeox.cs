using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_gpt_neox.py: parallel blocks with a norm each, and part of each head is rotated.</summary>
internal sealed class ReferenceGptNeox(JsonNode config, Func<string, float[]> source)
    : ReferenceLayerNorm(config, source, config["layer_norm_eps"]!.GetValue<double>())
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var hasBias = Node("attention_bias")?.GetValue<bool>() ?? true;
        var rotatedSize = (int)(Size("head_dim") * (Node("rotary_pct")?.GetValue<double>() ?? 0.25));
        var attended = Attended(
            $"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden), rows => RotatedInPart(rows, rotatedSize), hasBias, hasBias);
        var isParallel = Node("use_parallel_residual")?.GetValue<bool>() ?? true;
        var read = Normalized($"{name}.post_attention_layernorm", isParallel ? hidden : Sum(hidden, attended));
        Func<double, double> activation = Node("hidden_act")!.GetValue<string>() == "gelu" ? Gelu : GeluTanh;
        return Sum(Sum(hidden, attended), Plain($"{name}.mlp", read, activation));
    }
}
