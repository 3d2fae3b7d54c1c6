using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_qwen3_moe.py: normalized heads, and experts in some layers.</summary>
/// <param name="config">config.json.</param>
/// <param name="source">Returns the weights.</param>
/// <param name="isFused">Whether all experts of a layer are one tensor, as in later versions of the library.</param>
internal sealed class ReferenceQwen3Moe(JsonNode config, Func<string, float[]> source, bool isFused = false) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        hidden = Sum(hidden, AttendedByNormalizedHeads($"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden)));
        var rows = Normalized($"{name}.post_attention_layernorm", hidden);
        var isListed = Node("mlp_only_layers") is JsonArray list && list.Any(number => number!.GetValue<int>() == layer);
        var hasExperts = !isListed && (layer + 1) % (Node("decoder_sparse_step")?.GetValue<int>() ?? 1) == 0;
        return Sum(hidden, hasExperts
            ? Routed($"{name}.mlp.gate", rows, Flag("norm_topk_prob"), number => Expert($"{name}.mlp.experts", number))
            : Gated($"{name}.mlp", rows, Silu));
    }

    private (float[] Gate, float[] Up, float[] Down) Expert(string name, int number) => isFused
        ? Parted($"{name}.gate_up_proj", $"{name}.down_proj", number, Size("moe_intermediate_size"))
        : Expert(name, number, "gate_proj", "up_proj", "down_proj");
}
