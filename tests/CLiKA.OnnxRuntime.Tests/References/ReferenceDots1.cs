using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_dots1.py: the attention of modeling_qwen3.py, and the experts of modeling_deepseek_v3.py.</summary>
internal sealed class ReferenceDots1(JsonNode config, Func<string, float[]> source) : ReferenceRouted(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, AttendedByNormalizedHeads($"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden)));
        return Sum(hidden, Fed(layer, $"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden)));
    }
}
