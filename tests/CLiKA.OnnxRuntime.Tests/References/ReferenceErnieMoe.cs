using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_ernie4_5_moe.py: interleaved rotation, and experts chosen by corrected probabilities but weighted by the original ones.</summary>
internal sealed class ReferenceErnieMoe(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input);
        var seen = Attend(RotatedByTwo(Part("q")), RotatedByTwo(Part("k")), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen));

        var rows = Normalized($"{name}.post_attention_layernorm", hidden);
        var last = Size("moe_layer_end_index") == -1 ? Size("num_hidden_layers") - 1 : Size("moe_layer_end_index");
        var hasExperts = (layer + 1) % Size("moe_layer_interval") == 0 && layer >= Size("moe_layer_start_index") && layer <= last;
        var routed = hasExperts ? rows.Select(row => Routed($"{name}.mlp", row)).ToArray() : Gated($"{name}.mlp", rows, Silu);
        var fed = hasExperts && Size("moe_num_shared_experts") > 0 ? Sum(routed, Gated($"{name}.mlp.shared_experts", rows, Silu)) : routed;
        return Sum(hidden, fed);
    }

    private double[] Routed(string name, double[] row)
    {
        var logits = Rows.Multiply(Weight($"{name}.gate.weight"), row);
        var odds = Array.ConvertAll(logits, logit => Math.Exp(logit - logits.Max()));
        var shares = Array.ConvertAll(odds, odd => odd / odds.Sum());
        var corrections = Weight($"{name}.moe_statics.e_score_correction_bias");
        int[] chosen = [.. Enumerable.Range(0, shares.Length).OrderByDescending(expert => shares[expert] + corrections[expert]).Take(Size("moe_k"))];
        var whole = Math.Max(chosen.Sum(expert => shares[expert]), Number("moe_norm_min"));
        return chosen.Aggregate(new double[row.Length], (sum, expert) => Rows.Add(sum, Array.ConvertAll(
            Fed(row, Expert($"{name}.experts", expert, "gate_proj", "up_proj", "down_proj")), value => value * shares[expert] / whole)));
    }
}
