using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_gpt_oss.py: sinks, a window in every other layer, and experts with biases and interleaved, clamped gates.
/// </summary>
internal sealed class ReferenceGptOss(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var rope = Node("rope_parameters") ?? Node("rope_scaling")!;
        var yarn = new ReferenceYarn(rope);
        var frequencies = yarn.Frequencies(rope["rope_theta"]?.GetValue<double>() ?? Number("rope_theta"), Size("head_dim"));
        var slides = Node("layer_types")?[layer]?.GetValue<string>() is { } type ? type == "sliding_attention" : layer % 2 == 0;
        var (input, attention) = (Normalized($"{name}.input_layernorm", hidden), $"{name}.self_attn");
        double[][] Part(string part) => Projected($"{attention}.{part}_proj", input, hasBias: true);
        double[][] WithRotation(string part) => Rotated(Part(part), frequencies, yarn.AttentionFactor);
        var seen = Attend(
            WithRotation("q"),
            WithRotation("k"),
            Part("v"),
            product => product / RootOfHeadSize,
            (position, other) => !slides || other > position - Size("sliding_window"),
            Weight($"{attention}.sinks"));
        hidden = Sum(hidden, Projected($"{attention}.o_proj", seen, hasBias: true));
        return Sum(hidden, Fed($"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden)));
    }

    private double[][] Fed(string block, double[][] rows) => [.. rows.Zip(Projected($"{block}.router", rows, hasBias: true), (row, scores) =>
    {
        var chosen = scores.Select((score, number) => (Score: score, Number: number)).OrderByDescending(pair => pair.Score)
            .Take(Size("num_experts_per_tok")).ToList();
        var odds = chosen.ConvertAll(pair => Math.Exp(pair.Score - chosen[0].Score));
        return chosen.Zip(odds).Aggregate(new double[row.Length], (sum, pair) => Rows.Add(
            sum, Array.ConvertAll(Expert($"{block}.experts", pair.First.Number, row), value => value * pair.Second / odds.Sum())));
    })];

    private double[] Expert(string name, int number, double[] row)
    {
        var (alpha, limit) = (Number("swiglu_alpha"), Number("swiglu_limit"));
        var both = Affine($"{name}.gate_up_proj", number, row, 2 * Size("intermediate_size"));
        double[] gated =
        [
            .. both.Chunk(2).Select(pair =>
            {
                var (gate, up) = (Math.Min(pair[0], limit), Math.Clamp(pair[1], -limit, limit));
                return (up + 1) * gate / (1 + Math.Exp(-alpha * gate));
            }),
        ];
        return Affine($"{name}.down_proj", number, gated, row.Length);
    }

    // row @ weight[number] + bias[number], with the weights [experts, inputs, outputs].
    private double[] Affine(string name, int number, double[] row, int outputs)
    {
        var (weights, biases) = (Weight(name), Weight($"{name}_bias"));
        return
        [
            .. Enumerable.Range(0, outputs).Select(output => biases[(number * outputs) + output]
                + row.Select((value, input) => value * weights[(((number * row.Length) + input) * outputs) + output]).Sum()),
        ];
    }
}
