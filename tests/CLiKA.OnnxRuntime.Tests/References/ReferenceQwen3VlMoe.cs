using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_qwen3_vl_moe.py, the decoder: as modeling_qwen3_vl.py, with experts whose shares always sum to one. Their matrices are transposed in the
/// published files, and turned when the class loads them.
/// </summary>
internal sealed class ReferenceQwen3VlMoe(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, AttendedByNormalizedHeads($"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden)));
        var rows = Normalized($"{name}.post_attention_layernorm", hidden);
        return Sum(hidden, Node("mlp_only_layers") is JsonArray list && list.Any(number => number!.GetValue<int>() == layer)
            ? Gated($"{name}.mlp", rows, Silu)
            : Routed($"{name}.mlp.gate", rows, sumsToOne: true, number => PartedByColumns(
                $"{name}.mlp.experts.gate_up_proj", $"{name}.mlp.experts.down_proj", number, Size("moe_intermediate_size"))));
    }
}
