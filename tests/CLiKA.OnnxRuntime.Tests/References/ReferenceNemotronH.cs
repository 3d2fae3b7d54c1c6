using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>modeling_nemotron_h.py: one block in every layer, with one norm before it; attention has no positions, and nothing has gates but state spaces.</summary>
internal sealed class ReferenceNemotronH(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    // The experts of a layer are one tensor where later versions of the library list the layers.
    private readonly bool _isFused = config["layers_block_type"] is not null;

    protected override double[] Normalize(string name, double[] row) => [.. Divided(row).Zip(Weight($"{name}.weight"), (value, weight) => value * weight)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.norm", hidden);
        return Sum(hidden, TypeOf(layer) switch
        {
            "M" or "mamba" or "linear_attention" => Stored($"{name}.mamba", input),
            "*" or "attention" or "full_attention" => Attended($"{name}.self_attn", input),
            "-" or "mlp" => Fed($"{name}.mlp", input, Flag("mlp_bias")),
            _ => Sum(Fed($"{name}.mlp.shared_experts", input), [.. input.Select(row => Routed($"{name}.mlp", row))]),
        });
    }

    private string TypeOf(int layer) => Node("layers_block_type")?[layer]!.GetValue<string>() ?? $"{Node("hybrid_override_pattern")!.GetValue<string>()[layer]}";

    private double[] Divided(double[] row)
    {
        var size = Math.Sqrt(row.Average(value => value * value) + Number("layer_norm_epsilon"));
        return Array.ConvertAll(row, value => value / size);
    }

    private double[][] Attended(string name, double[][] input)
    {
        double[][] Part(string part, double[][] rows) => Projected($"{name}.{part}_proj", rows, Flag("attention_bias"));
        return Part("o", Attend(Part("q", input), Part("k", input), Part("v", input), product => product / RootOfHeadSize, (_, _) => true));
    }

    private double[][] Stored(string name, double[][] input)
    {
        var groups = Size("n_groups");
        var block = new ReferenceMamba2(Size("mamba_num_heads"), groups, Size("mamba_head_dim"), Size("ssm_state_size"), part => Weight($"{name}.{part}"))
        {
            HasConvolutionBias = Node("use_conv_bias")?.GetValue<bool>() ?? true,
        };
        var (gates, outputs) = block.Scan(Projected($"{name}.in_proj", input, Flag("use_bias")));
        double[][] normalized = [.. gates.Zip(outputs, (gate, output) =>
        {
            double[] open = [.. gate.Zip(output, (g, value) => Silu(g) * value)];
            return open.Chunk(open.Length / groups).SelectMany(Divided).Zip(Weight($"{name}.norm.weight"), (value, weight) => value * weight).ToArray();
        })];
        return Projected($"{name}.out_proj", normalized, Flag("use_bias"));
    }

    private double[][] Fed(string name, double[][] rows, bool hasBias = false) =>
        Projected($"{name}.down_proj", [.. Projected($"{name}.up_proj", rows, hasBias).Select(row => Array.ConvertAll(row, Activated))], hasBias);

    private double Activated(double value) => Node("mlp_hidden_act")?.GetValue<string>() == "silu" ? Silu(value) : Math.Pow(Math.Max(0, value), 2);

    private double[] Routed(string name, double[] row)
    {
        double[] scores = [.. Rows.Multiply(Weight($"{name}.gate.weight"), row).Select(logit => 1 / (1 + Math.Exp(-logit)))];
        double[] choice = [.. scores.Zip(Weight($"{name}.gate.e_score_correction_bias"), (score, bias) => score + bias)];
        int[] chosen = [.. Kept(choice).OrderByDescending(expert => choice[expert]).Take(Size("num_experts_per_tok"))];
        var sum = Node("norm_topk_prob")?.GetValue<bool>() ?? true ? chosen.Sum(expert => scores[expert]) + 1e-20 : 1;
        var isLatent = Node("moe_latent_size") is not null;
        var read = isLatent ? Rows.Multiply(Weight($"{name}.fc1_latent_proj.weight"), row) : row;
        var answered = chosen.Aggregate(new double[read.Length], (all, expert) =>
        {
            var answer = Rows.Multiply(Matrix(name, expert, "down"), Array.ConvertAll(Rows.Multiply(Matrix(name, expert, "up"), read), Activated));
            return Rows.Add(all, Array.ConvertAll(answer, value => value * scores[expert] / sum * Number("routed_scaling_factor")));
        });
        return isLatent ? Rows.Multiply(Weight($"{name}.fc2_latent_proj.weight"), answered) : answered;
    }

    private float[] Matrix(string name, int expert, string part)
    {
        if (!_isFused)
        {
            return Weight($"{name}.experts.{expert}.{part}_proj.weight");
        }

        var all = Weight($"{name}.experts.{part}_proj");
        var size = all.Length / Size("n_routed_experts");
        return all[(expert * size)..((expert + 1) * size)];
    }

    // The experts of the best groups, each judged by its best two.
    private IEnumerable<int> Kept(double[] choice)
    {
        var groups = Node("n_group")?.GetValue<int>() ?? 1;
        var size = choice.Length / groups;
        var worth = choice.Chunk(size).Select(group => group.OrderDescending().Take(2).Sum()).ToList();
        var best = Enumerable.Range(0, groups).OrderByDescending(group => worth[group]).Take(Node("topk_group")?.GetValue<int>() ?? 1).ToHashSet();
        return Enumerable.Range(0, choice.Length).Where(expert => best.Contains(expert / size));
    }
}
