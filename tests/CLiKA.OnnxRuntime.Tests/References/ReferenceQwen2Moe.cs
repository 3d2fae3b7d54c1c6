using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_qwen2_moe.py: biases of queries, keys and values, and a shared expert with its own gate.</summary>
internal sealed class ReferenceQwen2Moe(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, hasBias: true);
        double[][] WithRotation(string part) => Rotated(Part(part), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));

        var rows = Normalized($"{name}.post_attention_layernorm", hidden);
        var routed = Routed(
            $"{name}.mlp.gate",
            rows,
            Flag("norm_topk_prob"),
            number => Expert($"{name}.mlp.experts", number, "gate_proj", "up_proj", "down_proj"));
        var shared = Gated($"{name}.mlp.shared_expert", rows, Silu).Zip(
            Projected($"{name}.mlp.shared_expert_gate", rows),
            (row, gate) => Array.ConvertAll(row, value => value / (1 + Math.Exp(-gate[0])))).ToArray();
        return Sum(hidden, Sum(routed, shared));
    }
}
