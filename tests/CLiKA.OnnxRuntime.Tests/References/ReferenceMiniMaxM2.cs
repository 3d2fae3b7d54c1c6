using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_minimax_m2.py: norms over all heads together, a part of which turns, and experts that are scored by themselves and chosen with a correction.
/// </summary>
internal sealed class ReferenceMiniMaxM2(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (input, attention, size) = (Normalized($"{name}.input_layernorm", hidden), $"{name}.self_attn", Size("rotary_dim"));
        double[] frequencies = [.. Enumerable.Range(0, size / 2).Select(pair => 1 / Math.Pow(Number("rope_theta"), 2.0 * pair / size))];
        double[][] WithRotation(string part) => Rotated(Normalized($"{attention}.{part}_norm", Projected($"{attention}.{part}_proj", input)), frequencies);
        var seen = Attend(WithRotation("q"), WithRotation("k"), Projected($"{attention}.v_proj", input), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{attention}.o_proj", seen));
        var block = $"{name}.block_sparse_moe";
        return Sum(hidden, [.. Normalized($"{name}.post_attention_layernorm", hidden).Select(row => Chosen(block, row))]);
    }

    private double[] Chosen(string block, double[] row)
    {
        var scores = Array.ConvertAll(Rows.Multiply(Weight($"{block}.gate.weight"), row), logit => 1 / (1 + Math.Exp(-logit)));
        var corrections = Weight($"{block}.e_score_correction_bias");
        int[] chosen = [.. Enumerable.Range(0, scores.Length).OrderByDescending(expert => scores[expert] + corrections[expert]).Take(Size("num_experts_per_tok"))];
        return chosen.Aggregate(new double[row.Length], (sum, expert) => Rows.Add(sum, Array.ConvertAll(
            Fed(row, Expert($"{block}.experts", expert, "w1", "w3", "w2")), value => value * scores[expert] / chosen.Sum(other => scores[other]))));
    }
}
