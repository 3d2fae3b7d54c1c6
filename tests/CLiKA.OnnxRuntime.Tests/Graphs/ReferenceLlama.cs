using CLiKA.Onnx;
using CLiKA.Onnx.Architectures.Attention;
using CLiKA.Onnx.Architectures.Rotations;
using CLiKA.OnnxRuntime.Tests.References;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>
/// Llama's forward pass in double precision, written from its definition, without code of the graph's: every position
/// attends to itself and to all before it, one head at a time, without a cache.
/// </summary>
/// <param name="configuration">Shape of the model.</param>
/// <param name="source">Returns the weights.</param>
/// <param name="rounded">Rounds the rows that a matrix is multiplied by; null for no rounding.</param>
internal sealed class ReferenceLlama(
    DecoderConfiguration configuration, Func<string, float[]> source, Func<double[][], double[][]>? rounded = null)
{
    private readonly Dictionary<string, float[]> _weights = [];
    private readonly Func<double[][], double[][]> _rounded = rounded ?? (rows => rows);

    /// <summary>Logits [position][vocabulary] of one sequence.</summary>
    public double[][] Logits(IReadOnlyList<int> tokens)
    {
        var embedding = Weight("model.embed_tokens.weight");
        var width = configuration.HiddenSize;
        var hidden = tokens.Select(token => embedding.Skip(token * width).Take(width).Select(value => (double)value).ToArray()).ToArray();
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            var name = $"model.layers.{layer}";
            hidden = [.. hidden.Zip(Attend(Normal(hidden, $"{name}.input_layernorm.weight"), $"{name}.self_attn"), Rows.Add)];
            hidden = [.. hidden.Zip(FeedForward(Normal(hidden, $"{name}.post_attention_layernorm.weight"), $"{name}.mlp"), Rows.Add)];
        }

        var head = configuration.TiedEmbeddings ? embedding : Weight("lm_head.weight");
        return [.. Normal(hidden, "model.norm.weight").Select(row => Rows.Multiply(head, row))];
    }

    private float[] Weight(string name) => _weights.TryGetValue(name, out var values) ? values : _weights[name] = source(name);

    private double[] Project(string name, double[] row, bool hasBias)
    {
        var product = Rows.Multiply(Weight($"{name}.weight"), row);
        return hasBias ? Rows.Add(product, [.. Weight($"{name}.bias").Select(value => (double)value)]) : product;
    }

    private double[] Normalize(double[] row, string name)
    {
        var scale = 1 / Math.Sqrt(row.Average(value => value * value) + configuration.NormEpsilon);
        return [.. row.Zip(Weight(name), (value, weight) => value * scale * weight)];
    }

    private double[][] Normal(double[][] rows, string name) => _rounded([.. rows.Select(row => Normalize(row, name))]);

    private double[][] FeedForward(double[][] rows, string name)
    {
        var gated = rows.Select(row =>
        {
            var gate = Project($"{name}.gate_proj", row, configuration.FeedForwardBias);
            var up = Project($"{name}.up_proj", row, configuration.FeedForwardBias);
            return gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u).ToArray();
        });
        return [.. _rounded([.. gated]).Select(row => Project($"{name}.down_proj", row, configuration.FeedForwardBias))];
    }

    private double[][] Attend(double[][] rows, string name)
    {
        double[][] All(string part) => [.. rows.Select(row => Project($"{name}.{part}_proj", row, configuration.QueryKeyValueBias))];
        var (queries, keys, values) = (Heads(All("q"), $"{name}.q_norm"), Heads(All("k"), $"{name}.k_norm"), All("v"));
        var size = configuration.HeadSize;
        var result = new double[rows.Length][];
        for (var position = 0; position < rows.Length; position++)
        {
            var attended = new double[configuration.Heads * size];
            for (var head = 0; head < configuration.Heads; head++)
            {
                var shared = head / (configuration.Heads / configuration.KeyValueHeads);
                var query = Rotate(queries[position], head, position);
                var scores = Enumerable.Range(0, position + 1)
                    .Select(other => Rotate(keys[other], shared, other).Zip(query, (a, b) => a * b).Sum() / Math.Sqrt(size)).ToArray();
                var weight = scores.Select(score => Math.Exp(score - scores.Max())).ToArray();
                for (var other = 0; other <= position; other++)
                {
                    for (var i = 0; i < size; i++)
                    {
                        attended[(head * size) + i] += weight[other] / weight.Sum() * values[other][(shared * size) + i];
                    }
                }
            }

            result[position] = attended;
        }

        return [.. _rounded(result).Select(row => Project($"{name}.o_proj", row, configuration.OutputBias))];
    }

    private double[][] Heads(double[][] rows, string name) => configuration.QueryKeyNorm == QueryKeyNorm.Shared
        ? [.. rows.Select(row => row.Chunk(configuration.HeadSize).SelectMany(head => Normalize(head, $"{name}.weight")).ToArray())]
        : rows;

    private double Angle(int pair)
    {
        var angle = 1 / Math.Pow(configuration.RopeTheta, 2.0 * pair / configuration.HeadSize);
        return configuration.RopeScaling switch
        {
            LinearScaling linear => angle / linear.Factor,
            Llama3Scaling bands => InBands(angle, bands),
            YarnScaling yarn => OnRamp(angle, pair, yarn),
            _ => angle,
        };
    }

    // Llama 3's scaling as published by its authors, by wavelengths.
    private static double InBands(double angle, Llama3Scaling bands)
    {
        var wavelength = 2 * Math.PI / angle;
        if (wavelength < bands.OriginalPositions / bands.HighFrequencyFactor)
        {
            return angle;
        }

        if (wavelength > bands.OriginalPositions / bands.LowFrequencyFactor)
        {
            return angle / bands.Factor;
        }

        var smooth = ((bands.OriginalPositions / wavelength) - bands.LowFrequencyFactor)
            / (bands.HighFrequencyFactor - bands.LowFrequencyFactor);
        return ((1 - smooth) * angle / bands.Factor) + (smooth * angle);
    }

    // modeling_rope_utils.py, _compute_yarn_parameters.
    private double OnRamp(double angle, int pair, YarnScaling yarn)
    {
        var size = configuration.HeadSize;
        double CorrectionDimension(double rotations) =>
            size * Math.Log(yarn.OriginalPositions / (rotations * 2 * Math.PI)) / (2 * Math.Log(configuration.RopeTheta));
        var (low, high) = (CorrectionDimension(yarn.BetaFast), CorrectionDimension(yarn.BetaSlow));
        (low, high) = yarn.IsTruncated ? (Math.Floor(low), Math.Ceiling(high)) : (low, high);
        (low, high) = (Math.Max(low, 0), Math.Min(high, size - 1));
        high += low == high ? 0.001 : 0;
        var extrapolation = 1 - Math.Clamp((pair - low) / (high - low), 0, 1);
        return (angle / yarn.Factor * (1 - extrapolation)) + (angle * extrapolation);
    }

    // HuggingFace pairs a head's first half with its second.
    private double[] Rotate(double[] row, int head, int position)
    {
        var size = configuration.HeadSize;
        var rotated = new double[size];
        var magnitude = (configuration.RopeScaling as YarnScaling)?.AttentionFactor ?? 1;
        for (var i = 0; i < size / 2; i++)
        {
            var angle = position * Angle(i);
            var (first, second) = (row[(head * size) + i], row[(head * size) + (size / 2) + i]);
            rotated[i] = magnitude * ((first * Math.Cos(angle)) - (second * Math.Sin(angle)));
            rotated[(size / 2) + i] = magnitude * ((second * Math.Cos(angle)) + (first * Math.Sin(angle)));
        }

        return rotated;
    }
}
