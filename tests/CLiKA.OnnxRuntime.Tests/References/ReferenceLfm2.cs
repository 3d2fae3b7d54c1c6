using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_lfm2.py and modeling_lfm2_moe.py: short convolutions, whose state is what the last tokens gave, and attention with normalized heads; experts
/// that are scored by themselves.
/// </summary>
internal sealed class ReferenceLfm2(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[] Normalize(string name, double[] row) => [.. row.Zip(Weight($"{name}.weight"), (value, weight) =>
        value * weight / Math.Sqrt(row.Average(other => other * other) + Number("norm_eps")))];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.operator_norm", hidden);
        hidden = Sum(hidden, HasAttention(layer) ? AttendedByNormalizedHeads($"{name}.self_attn", input) : Convolved($"{name}.conv", input));
        var rows = Normalized($"{name}.ffn_norm", hidden);
        var hasExperts = Node("num_dense_layers") is { } dense && layer >= dense.GetValue<int>();
        return Sum(hidden, hasExperts ? [.. rows.Select(row => Chosen($"{name}.mlp", row))] : Gated($"{name}.mlp", rows, Silu));
    }

    private double[] Chosen(string name, double[] row)
    {
        var scores = Array.ConvertAll(Rows.Multiply(Weight($"{name}.gate.weight"), row), product => 1 / (1 + Math.Exp(-product)));
        var kept = scores.Select((score, number) => (Score: score, Rank: score + (Flag("use_expert_bias") ? Weight($"{name}.expert_bias")[number] : 0), Number: number))
            .OrderByDescending(expert => expert.Rank).Take(Size("num_experts_per_tok")).ToList();
        var whole = Flag("norm_topk_prob") ? kept.Sum(expert => expert.Score) + 1e-6 : 1;
        return kept.Aggregate(new double[row.Length], (sum, expert) => Rows.Add(sum, Array.ConvertAll(
            Fed(row, Expert($"{name}.experts", expert.Number, "gate_proj", "up_proj", "down_proj")),
            value => value * expert.Score / whole * Number("routed_scaling_factor"))));
    }

    private bool HasAttention(int layer) => Node("layer_types") is JsonArray types
        ? types[layer]!.GetValue<string>() == "full_attention"
        : Node("full_attn_idxs") is not JsonArray listed || listed.Any(number => number!.GetValue<int>() == layer);

    private double[][] Convolved(string name, double[][] input)
    {
        var (width, length, hasBias) = (Size("hidden_size"), Size("conv_L_cache"), Flag("conv_bias"));
        var kernel = Weight($"{name}.conv.weight");
        var state = Enumerable.Range(0, length).Select(_ => new double[width]).ToList();
        return Projected($"{name}.out_proj", [.. Projected($"{name}.in_proj", input, hasBias).Select(row =>
        {
            state.RemoveAt(0);
            state.Add([.. row[..width].Zip(row[(2 * width)..], (gate, value) => gate * value)]);
            return Enumerable.Range(0, width).Select(channel => row[width + channel]
                * (state.Select((past, index) => past[channel] * kernel[(channel * length) + index]).Sum() + (hasBias ? Weight($"{name}.conv.bias")[channel] : 0))).ToArray();
        })], hasBias);
    }
}
