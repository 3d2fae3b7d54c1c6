using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_llama4.py, the decoder: neighbours turn, in most layers, which attend within chunks; the queries of the others grow with their position. An
/// expert reads a token times the sigmoid of its logit.
/// </summary>
internal sealed class ReferenceLlama4(JsonNode config, Func<string, float[]> source) : ReferenceMixture(config, source)
{
    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var (input, attention, chunk) = (Normalized($"{name}.input_layernorm", hidden), $"{name}.self_attn", Size("attention_chunk_size"));
        double[][] Part(string part) => Projected($"{attention}.{part}_proj", input, Flag("attention_bias"));
        var turns = Turns(layer);
        double[][] Placed(string part) => !turns ? Part(part) : Flag("use_qk_norm") ? Length(Turned(Part(part))) : Turned(Part(part));
        var queries = turns ? Placed("q") : Grown(Placed("q"));
        var seen = Attend(queries, Placed("k"), Part("v"), product => product / RootOfHeadSize, (position, other) => !turns || position / chunk == other / chunk);
        hidden = Sum(hidden, Projected($"{attention}.o_proj", seen, Flag("attention_bias")));
        var rows = Normalized($"{name}.post_attention_layernorm", hidden);
        return Sum(hidden, HasExperts(layer) ? Sum(Gated($"{name}.mlp.shared_expert", rows, Silu), Routed($"{name}.mlp", rows)) : Gated($"{name}.mlp", rows, Silu));
    }

    private bool Turns(int layer) => Node("no_rope_layers") is JsonArray { Count: > 0 } list ? list[layer]!.GetValue<int>() == 1 : (layer + 1) % Size("no_rope_layer_interval") != 0;

    private bool HasExperts(int layer) => Node("moe_layers") is JsonArray list
        ? list.Any(number => number!.GetValue<int>() == layer)
        : (layer + 1) % Size("interleave_moe_layer_step") == 0;

    private double[][] Length(double[][] rows) => [.. rows.Select(row => row.Chunk(Size("head_dim"))
        .SelectMany(head => head.Select(value => value / Math.Sqrt(head.Average(other => other * other) + Number("rms_norm_eps")))).ToArray())];

    private double[][] Grown(double[][] rows) => !Flag("attn_temperature_tuning") ? rows :
        [.. rows.Select((row, position) => Array.ConvertAll(
            row, value => value * ((Math.Log(1 + Math.Floor((position + 1) / Number("floor_scale"))) * Number("attn_scale")) + 1)))];

    private double[][] Turned(double[][] rows) => [.. rows.Select((row, position) => row.Chunk(Size("head_dim")).SelectMany(head => head.Select((value, index) =>
    {
        var angle = position * Frequency(1 / Math.Pow(Number("rope_theta"), 2.0 * (index / 2) / head.Length));
        return (value * Math.Cos(angle)) + ((index % 2 == 0 ? -head[index + 1] : head[index - 1]) * Math.Sin(angle));
    })).ToArray())];

    // Those with fewer turns in the original length are divided. Scout has the same number of turns twice, with nothing between.
    private double Frequency(double frequency)
    {
        if (Node("rope_scaling") is not { } rope)
        {
            return frequency;
        }

        double Number(string name) => rope[name]!.GetValue<double>();
        var turns = frequency * Number("original_max_position_embeddings") / (2 * Math.PI);
        var (low, high) = (Number("low_freq_factor"), Number("high_freq_factor"));
        var kept = turns > high ? 1 : turns < low ? 0 : (turns - low) / (high - low);
        return (kept * frequency) + ((1 - kept) * frequency / Number("factor"));
    }

    private double[][] Routed(string name, double[][] rows) => [.. rows.Select(row =>
    {
        var logits = Rows.Multiply(Weight($"{name}.router.weight"), row);
        return Enumerable.Range(0, logits.Length).OrderByDescending(expert => logits[expert]).Take(Size("num_experts_per_tok"))
            .Aggregate(new double[row.Length], (sum, expert) => Rows.Add(sum, Fed(
                Array.ConvertAll(row, value => value / (1 + Math.Exp(-logits[expert]))),
                PartedByColumns($"{name}.experts.gate_up_proj", $"{name}.experts.down_proj", expert, Size("intermediate_size")))));
    })];
}
