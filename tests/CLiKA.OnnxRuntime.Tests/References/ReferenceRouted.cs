using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// The feed-forward blocks of modeling_deepseek_v3.py, modeling_glm4_moe.py and modeling_deepseek_v2.py: dense layers first, then experts that are
/// chosen among the best groups, and shared ones. An expert of another group is never chosen; those files choose one before an expert whose score and
/// correction are together below 0, which DeepSeek's own code no longer does (deepseek-ai/DeepSeek-V3#741).
/// </summary>
/// <param name="config">config.json.</param>
/// <param name="source">Returns the weights.</param>
/// <param name="isFirst">Whether experts are scored by a softmax and a group by its best, as in DeepSeek V2.</param>
internal abstract class ReferenceRouted(JsonNode config, Func<string, float[]> source, bool isFirst = false) : ReferenceMixture(config, source)
{
    protected virtual double[][] Fed(int layer, string name, double[][] rows) => layer < Size("first_k_dense_replace")
        ? Gated(name, rows, Silu)
        : Sum(Gated($"{name}.shared_experts", rows, Silu), [.. rows.Select(row => Routed(name, row))]);

    private double[] Routed(string name, double[] row)
    {
        var logits = Rows.Multiply(Weight($"{name}.gate.weight"), row);
        double[] scores = isFirst
            ? [.. logits.Select(logit => Math.Exp(logit - logits.Max()) / logits.Sum(other => Math.Exp(other - logits.Max())))]
            : [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];
        double[] choice = isFirst ? scores : [.. scores.Zip(Weight($"{name}.gate.e_score_correction_bias"), (score, bias) => score + bias)];
        int[] chosen =
        [
            .. Kept(choice).OrderByDescending(expert => choice[expert]).Take(Size("num_experts_per_tok")),
        ];
        var sum = !isFirst && Flag("norm_topk_prob") ? chosen.Sum(expert => scores[expert]) + 1e-20 : 1;
        return chosen.Aggregate(new double[row.Length], (all, expert) =>
        {
            var answer = Fed(row, Expert($"{name}.experts", expert, "gate_proj", "up_proj", "down_proj"));
            return Rows.Add(all, Array.ConvertAll(answer, value => value * scores[expert] / sum * Number("routed_scaling_factor")));
        });
    }

    // The experts of the best groups.
    private IEnumerable<int> Kept(double[] choice)
    {
        if (Node("n_group") is null)
        {
            return Enumerable.Range(0, choice.Length);
        }

        var size = choice.Length / Size("n_group");
        var worth = choice.Chunk(size).Select(group => group.OrderDescending().Take(isFirst ? 1 : 2).Sum()).ToList();
        var best = Enumerable.Range(0, worth.Count).OrderByDescending(group => worth[group]).Take(Size("topk_group")).ToHashSet();
        return Enumerable.Range(0, choice.Length).Where(expert => best.Contains(expert / size));
    }
}
