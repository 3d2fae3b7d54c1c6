using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_gemma4.py: heads of another size in layers that see all, keys and values that later layers share, embeddings by layer, and experts beside
/// the feed-forward block.
/// </summary>
internal sealed class ReferenceGemma4(JsonNode config, Func<string, float[]> source) : ReferenceGemma(config, source)
{
    private readonly Dictionary<bool, (double[][] Keys, double[][] Values)> _last = [];
    private double[][]? _inputs;

    protected override void Begin(IReadOnlyList<int> tokens, double[][] hidden)
    {
        if ((Optional("hidden_size_per_layer_input") ?? 0) is var size && size == 0)
        {
            return;
        }

        var table = Weight("model.embed_tokens_per_layer.weight");
        _inputs = [.. tokens.Zip(Projected("model.per_layer_model_projection", hidden), (token, row) =>
        {
            var scaled = row.Select(value => value * Math.Pow(Size("hidden_size"), -0.5));
            var normal = scaled.Chunk(size).SelectMany(part => Normalize("model.per_layer_projection_norm", part));
            return normal.Zip(table.Skip(token * row.Length), (value, own) => (value + (own * RootOf(size))) * Math.Pow(2, -0.5)).ToArray();
        })];
    }

    protected override double[] Normalize(string name, double[] row) =>
        [.. Unweighted(row).Zip(Weight($"{name}.weight"), (value, weight) => value * weight)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        var seen = Attend(layer, $"{name}.self_attn", Normalized($"{name}.input_layernorm", hidden));
        hidden = Sum(hidden, Normalized($"{name}.post_attention_layernorm", seen));
        var fed = Gated($"{name}.mlp", Normalized($"{name}.pre_feedforward_layernorm", hidden), GeluTanh);
        if (Flag("enable_moe_block"))
        {
            var routed = hidden.Zip(Normalized($"{name}.pre_feedforward_layernorm_2", hidden), (row, input) => Routed(name, row, input)).ToArray();
            fed = Sum(
                Normalized($"{name}.post_feedforward_layernorm_1", fed), Normalized($"{name}.post_feedforward_layernorm_2", routed));
        }

        hidden = Sum(hidden, Normalized($"{name}.post_feedforward_layernorm", fed));
        hidden = _inputs is null ? hidden : Sum(hidden, Told(layer, name, hidden, _inputs));
        return [.. hidden.Select(row => Array.ConvertAll(row, value => value * Weight($"{name}.layer_scalar")[0]))];
    }

    protected override double[][] Attend(int layer, string name, double[][] rows)
    {
        var (layers, slides) = (Size("num_hidden_layers"), Slides(layer, 6));
        slides &= layer < layers - 1;
        var (size, valuesAreKeys) = (Size(slides ? "head_dim" : "global_head_dim"), Flag("attention_k_eq_v") && !slides);
        var heads = valuesAreKeys ? Optional("num_global_key_value_heads") ?? Size("num_key_value_heads") : Size("num_key_value_heads");
        double[][] Part(string part) => Projected($"{name}.{part}_proj", rows, Flag("attention_bias"));
        double[][] WithRotation(string part, double[][] projected) =>
            Rotated(NormalizedByHead($"{name}.{part}_norm", projected, size), Frequencies(slides, size), size: size);
        if (layer < layers - (Optional("num_kv_shared_layers") ?? 0))
        {
            var keys = Part("k");
            var values = valuesAreKeys ? keys : Part("v");
            _last[slides] = (WithRotation("k", keys), [.. values.Select(row => row.Chunk(size).SelectMany(Unweighted).ToArray())]);
        }

        var seen = Attend(WithRotation("q", Part("q")), _last[slides].Keys, _last[slides].Values, product => product, Sees(slides), shared: heads);
        return Projected($"{name}.o_proj", seen, Flag("attention_bias"));
    }

    private double[][] Told(int layer, string name, double[][] hidden, double[][] inputs)
    {
        var size = Size("hidden_size_per_layer_input");
        double[][] gated =
        [
            .. Projected($"{name}.per_layer_input_gate", hidden).Zip(
                inputs, (gate, input) => gate.Zip(input.Skip(layer * size), (value, own) => GeluTanh(value) * own).ToArray()),
        ];
        return Normalized($"{name}.post_per_layer_input_norm", Projected($"{name}.per_layer_projection", gated));
    }

    private double[] Routed(string name, double[] row, double[] input)
    {
        var asked = Unweighted(row).Zip(Weight($"{name}.router.scale"), (value, scale) => value * scale * Math.Pow(row.Length, -0.5)).ToArray();
        var scores = Rows.Multiply(Weight($"{name}.router.proj.weight"), asked);
        var odds = Array.ConvertAll(scores, score => Math.Exp(score - scores.Max()));
        var kept = odds.Select((odd, number) => (Odd: odd, Number: number)).OrderByDescending(pair => pair.Odd).Take(Size("top_k_experts")).ToList();
        return kept.Aggregate(new double[row.Length], (sum, pair) =>
        {
            var share = pair.Odd / kept.Sum(other => other.Odd) * Weight($"{name}.router.per_expert_scale")[pair.Number];
            return Rows.Add(sum, Array.ConvertAll(Expert($"{name}.experts", pair.Number, input), value => value * share));
        });
    }

    private double[] Expert(string name, int number, double[] input)
    {
        var inner = Size("moe_intermediate_size");
        var both = Rows.Multiply(Of("gate_up_proj", 2 * inner * input.Length), input);
        double[] gated = [.. both.Take(inner).Zip(both.Skip(inner), (gate, up) => GeluTanh(gate) * up)];
        return Rows.Multiply(Of("down_proj", input.Length * inner), gated);

        float[] Of(string part, int count) => Weight($"{name}.{part}")[(number * count)..((number + 1) * count)];
    }

    private double[] Unweighted(double[] row)
    {
        var scale = Math.Pow(row.Average(value => value * value) + Number("rms_norm_eps"), -0.5);
        return Array.ConvertAll(row, value => value * scale);
    }

    // Of type 'proportional', pairs beyond the rotated share of a head do not turn.
    private double[] Frequencies(bool slides, int size)
    {
        var rope = Node("rope_parameters")![slides ? "sliding_attention" : "full_attention"]!;
        var isProportional = rope["rope_type"]!.GetValue<string>() == "proportional";
        var turning = isProportional ? (int)(rope["partial_rotary_factor"]!.GetValue<double>() * size) / 2 : size / 2;
        var factor = isProportional ? rope["factor"]?.GetValue<double>() ?? 1 : 1;
        return [.. Enumerable.Range(0, size / 2).Select(
            pair => pair < turning ? Math.Pow(rope["rope_theta"]!.GetValue<double>(), -2.0 * pair / size) / factor : 0)];
    }

    private int? Optional(string name) => Node(name)?.GetValue<int>();
}
