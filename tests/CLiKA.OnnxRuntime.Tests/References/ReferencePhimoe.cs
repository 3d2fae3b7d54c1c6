using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_phimoe.py, within the original training length: layer normalization, biases, and two experts chosen by the sparse mixer.</summary>
internal sealed class ReferencePhimoe(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[] Normalize(string name, double[] row)
    {
        var mean = row.Average();
        var deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + Number("rms_norm_eps"));
        return [.. row.Zip(Weight($"{name}.weight"), Weight($"{name}.bias")).Select(of => (of.Second * (of.First - mean) / deviation) + of.Third)];
    }

    protected override double[] Biased(double[] logits) =>
        Flag("lm_head_bias") ? [.. logits.Zip(Weight("lm_head.bias"), (logit, bias) => logit + bias)] : logits;

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (theta, size, rope) = (Number("rope_theta"), Size("head_dim"), Node("rope_scaling"));
        double[] frequencies = [.. Enumerable.Range(0, size / 2).Select(pair =>
            1 / ((rope?["short_factor"]![pair]!.GetValue<double>() ?? 1) * Math.Pow(theta, 2.0 * pair / size)))];
        var input = Normalized($"{name}.input_layernorm", hidden);
        double[][] Part(string part) => Projected($"{name}.self_attn.{part}_proj", input, Flag("attention_bias"));
        double[][] WithRotation(string part) => Rotated(Part(part), frequencies, rope?["short_mscale"]!.GetValue<double>() ?? 1);
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        hidden = Sum(hidden, Projected($"{name}.self_attn.o_proj", seen, Flag("attention_bias")));
        return Sum(hidden, [.. Normalized($"{name}.post_attention_layernorm", hidden).Select(row => Mixed($"{name}.block_sparse_moe", row))]);
    }

    private double[] Mixed(string name, double[] row)
    {
        var scores = Rows.Multiply(Weight($"{name}.gate.weight"), row);
        var (first, share) = Best(scores, scores);
        var (second, otherShare) = Best(scores, [.. scores.Select((score, expert) => expert == first ? double.NegativeInfinity : score)]);
        double[] Answer(int expert, double part) =>
            Array.ConvertAll(Fed(row, Expert($"{name}.experts", expert, "w1", "w3", "w2")), value => value * part);
        return Rows.Add(Answer(first, share), Answer(second, otherShare));
    }

    // sparsemixer: scores too far below the largest are masked.
    private (int Expert, double Share) Best(double[] scores, double[] masked)
    {
        var threshold = masked.Max();
        var kept = masked.Select((score, expert) =>
            (threshold - scores[expert]) / Math.Max(Math.Abs(scores[expert]), threshold) > 2 * Number("router_jitter_noise") ? 0 : Math.Exp(score - threshold));
        return (Array.IndexOf(masked, threshold), 1 / kept.Sum());
    }
}
