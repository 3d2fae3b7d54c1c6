using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_qwen3_5.py, modeling_qwen3_5_moe.py and modeling_qwen3_next.py: linear attention in its recurrent form, token by token, and attention with
/// output gates.
/// </summary>
/// <param name="config">config.json.</param>
/// <param name="source">Returns the weights.</param>
/// <param name="isNext">Whether the projections are ordered by heads of keys, and experts have matrices of their own, as in Qwen3-Next.</param>
internal sealed class ReferenceQwen35(JsonNode config, Func<string, float[]> source, bool isNext) : ReferenceMixture(config, source)
{
    protected override double[] Normalize(string name, double[] row) => [.. row.Zip(Weight($"{name}.weight"), (value, weight) =>
        value * (1 + weight) / Math.Sqrt(row.Average(other => other * other) + Number("rms_norm_eps")))];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        hidden = Sum(hidden, HasAttention(layer) ? Attended($"{name}.self_attn", input) : Stored($"{name}.linear_attn", input));
        var rows = Normalized($"{name}.post_attention_layernorm", hidden);
        var isListed = Node("mlp_only_layers") is JsonArray list && list.Any(number => number!.GetValue<int>() == layer);
        return Sum(hidden, Node("num_experts") is not null && !isListed ? Mixed($"{name}.mlp", rows) : Gated($"{name}.mlp", rows, Silu));
    }

    private bool HasAttention(int layer) => Node("layer_types") is JsonArray types
        ? types[layer]!.GetValue<string>() == "full_attention"
        : (layer + 1) % Size("full_attention_interval") == 0;

    private double[][] Attended(string name, double[][] input)
    {
        var (size, heads) = (Size("head_dim"), Size("num_attention_heads"));
        var rope = Node("rope_parameters")!;
        var rotated = (int)(size * rope["partial_rotary_factor"]!.GetValue<double>());
        double[] frequencies = [.. Enumerable.Range(0, rotated / 2).Select(pair => Math.Pow(rope["rope_theta"]!.GetValue<double>(), -2.0 * pair / rotated))];
        var pairs = Projected($"{name}.q_proj", input, Flag("attention_bias"));
        double[][] Half(int first) => [.. pairs.Select(row => Enumerable.Range(0, heads).SelectMany(head => row.Skip((2 * head * size) + first).Take(size)).ToArray())];
        double[][] Keys(string part) => Projected($"{name}.{part}_proj", input, Flag("attention_bias"));
        var seen = Attend(
            Rotated(NormalizedByHead($"{name}.q_norm", Half(0)), frequencies),
            Rotated(NormalizedByHead($"{name}.k_norm", Keys("k")), frequencies),
            Keys("v"),
            product => product / RootOfHeadSize,
            (_, _) => true);
        double[][] gated = [.. seen.Zip(Half(size), (row, gate) => row.Zip(gate, (value, g) => value * Open(g)).ToArray())];
        return Projected($"{name}.o_proj", gated, Flag("attention_bias"));
    }

    private double[][] Stored(string name, double[][] input)
    {
        var (keyHeads, heads) = (Size("linear_num_key_heads"), Size("linear_num_value_heads"));
        var (keySize, valueSize) = (Size("linear_key_head_dim"), Size("linear_value_head_dim"));
        var (keys, group) = (keyHeads * keySize, heads / keyHeads);
        var (mixed, gates, rates, decays) = isNext ? ByKeyHead(name, input) : (
            Projected($"{name}.in_proj_qkv", input), Projected($"{name}.in_proj_z", input), Projected($"{name}.in_proj_b", input),
            Projected($"{name}.in_proj_a", input));
        mixed = Convolved(name, mixed);
        var (scale, bias) = (Weight($"{name}.A_log"), Weight($"{name}.dt_bias"));
        var states = Enumerable.Range(0, heads).Select(_ => new double[keySize, valueSize]).ToArray();
        return Projected($"{name}.out_proj", [.. mixed.Select((row, position) => Enumerable.Range(0, heads).SelectMany(head =>
        {
            var query = Unit(row, head / group * keySize, keySize);
            var key = Unit(row, keys + (head / group * keySize), keySize);
            var value = row[((2 * keys) + (head * valueSize))..((2 * keys) + ((head + 1) * valueSize))];
            var decay = Math.Exp(-Math.Exp(scale[head]) * Math.Log(1 + Math.Exp(decays[position][head] + bias[head])));
            var output = Step(states[head], query, key, value, decay, Open(rates[position][head]));
            var size = Math.Sqrt(output.Average(other => other * other) + Number("rms_norm_eps"));
            return output.Select((x, index) => x / size * Weight($"{name}.norm.weight")[index] * Silu(gates[position][(head * valueSize) + index]));
        }).ToArray())]);
    }

    private static double[] Step(double[,] state, double[] query, double[] key, double[] value, double decay, double rate)
    {
        var output = new double[value.Length];
        for (var column = 0; column < value.Length; column++)
        {
            for (var row = 0; row < key.Length; row++)
            {
                state[row, column] *= decay;
            }

            var known = key.Select((k, row) => k * state[row, column]).Sum();
            for (var row = 0; row < key.Length; row++)
            {
                state[row, column] += key[row] * rate * (value[column] - known);
                output[column] += query[row] / Math.Sqrt(key.Length) * state[row, column];
            }
        }

        return output;
    }

    private double[][] Convolved(string name, double[][] rows)
    {
        var (kernel, length) = (Weight($"{name}.conv1d.weight"), Size("linear_conv_kernel_dim"));
        return [.. rows.Select((row, position) => row.Select((_, channel) => Silu(Enumerable.Range(0, length)
            .Where(tap => position + tap + 1 >= length)
            .Sum(tap => kernel[(channel * length) + tap] * rows[position + tap + 1 - length][channel]))).ToArray())];
    }

    // fix_query_key_value_ordering.
    private (double[][] Mixed, double[][] Gates, double[][] Rates, double[][] Decays) ByKeyHead(string name, double[][] input)
    {
        var (keyHeads, keySize) = (Size("linear_num_key_heads"), Size("linear_key_head_dim"));
        var group = Size("linear_num_value_heads") / keyHeads;
        var values = group * Size("linear_value_head_dim");
        var (wide, narrow) = (Projected($"{name}.in_proj_qkvz", input), Projected($"{name}.in_proj_ba", input));
        double[] Part(double[] row, int first, int count) => [.. row.Chunk(row.Length / keyHeads).SelectMany(head => head.Skip(first).Take(count))];
        return (
            [.. wide.Select(row => (double[])[.. Part(row, 0, keySize), .. Part(row, keySize, keySize), .. Part(row, 2 * keySize, values)])],
            [.. wide.Select(row => Part(row, (2 * keySize) + values, values))],
            [.. narrow.Select(row => Part(row, 0, group))],
            [.. narrow.Select(row => Part(row, group, group))]);
    }

    private double[][] Mixed(string name, double[][] rows)
    {
        var routed = Routed($"{name}.gate", rows, sumsToOne: Node("norm_topk_prob")?.GetValue<bool>() ?? true, number => isNext
            ? Expert($"{name}.experts", number, "gate_proj", "up_proj", "down_proj")
            : Parted($"{name}.experts.gate_up_proj", $"{name}.experts.down_proj", number, Size("moe_intermediate_size")));
        var shared = Gated($"{name}.shared_expert", rows, Silu).Zip(
            Projected($"{name}.shared_expert_gate", rows), (row, gate) => Array.ConvertAll(row, value => value * Open(gate[0]))).ToArray();
        return Sum(routed, shared);
    }

    private static double[] Unit(double[] row, int first, int count)
    {
        var part = row[first..(first + count)];
        var length = Math.Sqrt(part.Sum(value => value * value) + 1e-6);
        return Array.ConvertAll(part, value => value / length);
    }

    private static double Open(double gate) => 1 / (1 + Math.Exp(-gate));
}
