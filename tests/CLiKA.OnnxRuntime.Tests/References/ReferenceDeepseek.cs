using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_deepseek_v2.py, modeling_deepseek_v3.py and modeling_glm4_moe_lite.py: queries, keys and values come from normalized low-rank projections, and all heads
/// share the rotated part of the keys. Both scale scores with YaRN since huggingface/transformers#47435. So do modeling_deepseek_v32.py and
/// modeling_glm_moe_dsa.py, whose indexer chooses all tokens of a text that has at most <c>index_topk</c>.
/// </summary>
internal class ReferenceDeepseek(JsonNode config, Func<string, float[]> source)
    : ReferenceRouted(config, source, config["model_type"]!.GetValue<string>() == "deepseek_v2")
{
    private int UnrotatedSize => Size("qk_nope_head_dim");

    private int RotatedSize => Size("qk_rope_head_dim");

    private ReferenceYarn? Yarn => (Node("rope_scaling") ?? Node("rope_parameters")) is { } rope ? new(rope) : null;

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (input, attention, heads) = (Normalized($"{name}.input_layernorm", hidden), $"{name}.self_attn", Size("num_attention_heads"));
        var queries = Node("q_lora_rank") is null
            ? Projected($"{attention}.q_proj", input)
            : Projected($"{attention}.q_b_proj", Narrow($"{attention}.q_a_layernorm", Projected($"{attention}.q_a_proj", input, Flag("attention_bias"))));
        queries = [.. queries.Select((row, position) => Grown(row.Chunk(UnrotatedSize + RotatedSize).SelectMany(head => WithRotation(head, position)).ToArray(), position))];

        var compressed = Projected($"{attention}.kv_a_proj_with_mqa", input, Flag("attention_bias"));
        var rank = Size("kv_lora_rank");
        var wide = Projected($"{attention}.kv_b_proj", Narrow($"{attention}.kv_a_layernorm", [.. compressed.Select(row => row[..rank])]));
        double[][] keys =
        [
            .. wide.Select((row, position) => row.Chunk(row.Length / heads)
                .SelectMany(head => WithRotation([.. head[..UnrotatedSize], .. compressed[position][rank..]], position)).ToArray()),
        ];
        double[][] values = [.. wide.Select(row => row.Chunk(row.Length / heads).SelectMany(head => head[UnrotatedSize..]).ToArray())];

        var seen = Attend(queries, keys, values, product => product * Scale / Math.Sqrt(UnrotatedSize + RotatedSize), (_, _) => true);
        hidden = Sum(hidden, Projected($"{attention}.o_proj", seen, Flag("attention_bias")));
        return Sum(hidden, Fed(layer, $"{name}.mlp", Normalized($"{name}.post_attention_layernorm", hidden)));
    }

    protected virtual double Scale => Node("rope_scaling")?["mscale_all_dim"]?.GetValue<double>() is { } all && all != 0
        ? Math.Pow(ReferenceYarn.Scale(Node("rope_scaling")!["factor"]!.GetValue<double>(), all), 2)
        : 1;

    protected virtual double[] Grown(double[] query, int position) => query;

    // These norms use an epsilon of 1e-6, whatever config.json has.
    private double[][] Narrow(string name, double[][] rows) => [.. rows.Select(row =>
        row.Zip(Weight($"{name}.weight"), (value, weight) => value * weight / Math.Sqrt(row.Average(other => other * other) + 1e-6)).ToArray())];

    // Rotates the last values of a head, in interleaved pairs or by halves.
    private double[] WithRotation(double[] head, int position)
    {
        var (theta, half) = (Number("rope_theta"), RotatedSize / 2);
        var frequencies = Yarn?.Frequencies(theta, RotatedSize)
            ?? [.. Enumerable.Range(0, half).Select(pair => 1 / Math.Pow(theta, 2.0 * pair / RotatedSize))];
        var result = head.ToArray();
        var interleaves = Node("rope_interleave")?.GetValue<bool>() ?? true;
        for (var pair = 0; pair < half; pair++)
        {
            var (first, second) = interleaves ? (UnrotatedSize + (2 * pair), UnrotatedSize + (2 * pair) + 1) : (UnrotatedSize + pair, UnrotatedSize + half + pair);
            var (cosine, sine) = (Math.Cos(position * frequencies[pair]), Math.Sin(position * frequencies[pair]));
            var magnitude = Yarn?.AttentionFactor ?? 1;
            result[first] = magnitude * ((head[first] * cosine) - (head[second] * sine));
            result[second] = magnitude * ((head[second] * cosine) + (head[first] * sine));
        }

        return result;
    }
}
