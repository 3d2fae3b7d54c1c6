using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// modeling_gemma3n.py: several residual streams, a residual layer of low rank beside attention, gates that a normal distribution would put below a
/// quantile left out, embeddings by layer, and keys and values that later layers share.
/// </summary>
internal sealed class ReferenceGemma3n(JsonNode config, Func<string, float[]> source) : ReferenceGemma(config, source)
{
    private readonly Dictionary<bool, (double[][] Keys, double[][] Values)> _last = [];
    private double[][] _inputs = [];

    // The streams but the first, which is what a layer gets and gives.
    private double[][][] _others = [];

    private int Streams => Size("altup_num_inputs");

    protected override void Begin(IReadOnlyList<int> tokens, double[][] hidden)
    {
        var size = Size("hidden_size_per_layer_input");
        var table = Weight("model.embed_tokens_per_layer.weight");
        _inputs = [.. tokens.Zip(Projected("model.per_layer_model_projection", hidden), (token, row) =>
        {
            var scaled = row.Select(value => value / Math.Sqrt(Size("hidden_size")));
            var normal = scaled.Chunk(size).SelectMany(part => Normalize("model.per_layer_projection_norm", part));
            var own = table.Skip((token < Size("vocab_size_per_layer_input") ? token : 0) * row.Length);
            return normal.Zip(own, (value, told) => (value + (told * RootOf(size))) / Math.Sqrt(2)).ToArray();
        })];
        _others = [.. Enumerable.Range(0, Streams - 1).Select(index => AsLarge(Projected($"model.altup_projections.{index}", hidden), hidden))];
    }

    protected override double[] Normalize(string name, double[] row) =>
        [.. Unweighted(row).Zip(Weight($"{name}.weight"), (value, weight) => value * weight)];

    protected override double[][] Layer(int layer, string name, double[][] hidden)
    {
        double[][][] streams = [hidden, .. _others];
        var predicted = Predicted($"{name}.altup", streams);
        var output = Blocks(layer, name, predicted[0]);
        var corrected = Corrected($"{name}.altup", predicted, output);
        var told = Told(layer, name, corrected[0]);
        _others = [.. corrected.Skip(1).Select(stream => Sum(stream, told))];
        if (layer < Size("num_hidden_layers") - 1)
        {
            return corrected[0];
        }

        double[][][] all =
        [
            corrected[0],
            .. _others.Select((stream, index) => AsLarge(Projected($"model.altup_unembed_projections.{index}", stream), corrected[0])),
        ];
        return [.. corrected[0].Select((row, position) => row.Select((_, place) => all.Average(stream => stream[position][place])).ToArray())];
    }

    private double[][] Blocks(int layer, string name, double[][] hidden)
    {
        var input = Normalized($"{name}.input_layernorm", hidden);
        var narrow = Projected($"{name}.laurel.linear_right", Projected($"{name}.laurel.linear_left", input));
        var augmented = Sum(input, Normalized($"{name}.laurel.post_laurel_norm", narrow));
        var seen = Sum(hidden, Normalized($"{name}.post_attention_layernorm", Attend(layer, $"{name}.self_attn", input)));
        double[][] both = [.. Sum(seen, augmented).Select(row => Array.ConvertAll(row, value => value / Math.Sqrt(2)))];
        var read = Normalized($"{name}.pre_feedforward_layernorm", both);
        double[][] gates = [.. Projected($"{name}.mlp.gate_proj", read).Select(row => Selected(layer, row))];
        double[][] gated = [.. gates.Zip(Projected($"{name}.mlp.up_proj", read), (gate, up) => gate.Zip(up, (g, u) => GeluTanh(g) * u).ToArray())];
        return Sum(both, Normalized($"{name}.post_feedforward_layernorm", Projected($"{name}.mlp.down_proj", gated)));
    }

    private double[] Selected(int layer, double[] gates)
    {
        var share = Node("activation_sparsity_pattern")?[layer]!.GetValue<double>() ?? 0;
        if (share == 0)
        {
            return gates;
        }

        var mean = gates.Average();
        var deviation = Math.Sqrt(gates.Average(gate => (gate - mean) * (gate - mean)));

        // scipy.stats.norm.ppf.
        var quantile = share switch { 0.95 => 1.6448536269514722, 0.5 => 0.0, 0.6 => 0.2533471031357997, _ => double.NaN };
        return Array.ConvertAll(gates, gate => Math.Max(0, gate - mean - (deviation * quantile)));
    }

    private double[][][] Predicted(string name, double[][][] streams)
    {
        var modes = Modes(name, streams[0]);
        var shares = Projected($"{name}.prediction_coefs", modes);
        return [.. streams.Select((stream, number) => stream.Select((row, position) => row.Select((value, place) =>
            value + streams.Select((other, index) => other[position][place] * shares[position][(number * Streams) + index]).Sum()).ToArray()).ToArray())];
    }

    private double[][][] Corrected(string name, double[][][] predicted, double[][] output)
    {
        var modes = Modes(name, output);
        var shares = Projected($"{name}.correction_coefs", modes);
        return [.. predicted.Select((stream, number) => stream.Select((row, position) => row.Select((value, place) =>
            value + ((output[position][place] - predicted[0][position][place]) * (shares[position][number] + 1))).ToArray()).ToArray())];
    }

    private double[][] Modes(string name, double[][] rows)
    {
        double[][] normal = [.. Normalized($"{name}.router_norm", rows).Select(row => Array.ConvertAll(row, value => value / row.Length))];
        return [.. Projected($"{name}.modality_router", normal).Select(row => Array.ConvertAll(row, Math.Tanh))];
    }

    private double[][] Told(int layer, string name, double[][] first)
    {
        var size = Size("hidden_size_per_layer_input");
        double[][] Scaled() => [.. first.Select(row => row.Zip(Weight($"{name}.altup.correct_output_scale"), (value, factor) => value * factor).ToArray())];
        double[][] gated =
        [
            .. Projected($"{name}.per_layer_input_gate", Flag("altup_correct_scale") ? Scaled() : first).Zip(
                _inputs, (gate, input) => gate.Zip(input.Skip(layer * size), (value, own) => GeluTanh(value) * own).ToArray()),
        ];
        return Normalized($"{name}.post_per_layer_input_norm", Projected($"{name}.per_layer_projection", gated));
    }

    protected override double[][] Attend(int layer, string name, double[][] rows)
    {
        var (slides, size) = (Slides(layer, 5), Size("head_dim"));
        double[][] Part(string part) => Projected($"{name}.{part}_proj", rows);
        double[][] WithRotation(string part) => Rotated(NormalizedByHead($"{name}.{part}_norm", Part(part)), Number(slides ? "rope_local_base_freq" : "rope_theta"));
        if (layer < Size("num_hidden_layers") - Size("num_kv_shared_layers"))
        {
            _last[slides] = (WithRotation("k"), [.. Part("v").Select(row => row.Chunk(size).SelectMany(Unweighted).ToArray())]);
        }

        return Projected($"{name}.o_proj", Attend(WithRotation("q"), _last[slides].Keys, _last[slides].Values, product => product, Sees(slides)));
    }

    // Rows with the lengths of others.
    private static double[][] AsLarge(double[][] rows, double[][] others) => [.. rows.Zip(others, (row, other) =>
    {
        var ratio = Math.Sqrt(MeanSquare(other)) / Math.Sqrt(Math.Max(MeanSquare(row), 1e-5));
        return Array.ConvertAll(row, value => value * ratio);
    })];

    private double[] Unweighted(double[] row)
    {
        var scale = 1 / Math.Sqrt(MeanSquare(row) + Number("rms_norm_eps"));
        return Array.ConvertAll(row, value => value * scale);
    }

    private static double MeanSquare(double[] row) => row.Average(value => value * value);
}
