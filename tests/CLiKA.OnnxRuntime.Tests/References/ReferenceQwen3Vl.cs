using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_qwen3_vl.py, the decoder: each pair of a head is rotated by a position in time, height or width, according to <c>mrope_section</c>. In
/// a text, all three are the token's position.
/// </summary>
internal sealed class ReferenceQwen3Vl(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, AttendedByNormalizedHeads($"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden)));
        return Sum(hidden, Gated($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden), Silu));
    }
}
