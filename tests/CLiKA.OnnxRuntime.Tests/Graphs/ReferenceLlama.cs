using CLiKA.Onnx;

namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>
/// Llama's forward pass in double precision, written from its definition and sharing nothing with the graph: every position
/// attends to itself and to all before it, one head at a time, with nothing cached.
/// </summary>
internal sealed class ReferenceLlama(LlamaConfiguration configuration, Func<string, float[]> source)
{
    private readonly Dictionary<string, float[]> _weights = [];

    /// <summary>Logits [position][vocabulary] of one sequence.</summary>
    public double[][] Logits(IReadOnlyList<int> tokens)
    {
        var embedding = Weight("model.embed_tokens.weight");
        var width = configuration.HiddenSize;
        var hidden = tokens.Select(token => embedding.Skip(token * width).Take(width).Select(value => (double)value).ToArray()).ToArray();
        for (var layer = 0; layer < configuration.Layers; layer++)
        {
            var name = $"model.layers.{layer}";
            var normal = hidden.Select(row => Normalize(row, $"{name}.input_layernorm.weight")).ToArray();
            hidden = [.. hidden.Zip(Attend(normal, $"{name}.self_attn"), Add)];
            hidden = [.. hidden.Select(row =>
                Add(row, FeedForward(Normalize(row, $"{name}.post_attention_layernorm.weight"), $"{name}.mlp")))];
        }

        var head = configuration.TiedEmbeddings ? embedding : Weight("lm_head.weight");
        return [.. hidden.Select(row => Multiply(head, Normalize(row, "model.norm.weight")))];
    }

    private float[] Weight(string name) => _weights.TryGetValue(name, out var values) ? values : _weights[name] = source(name);

    private static double[] Add(double[] left, double[] right) => [.. left.Zip(right, (a, b) => a + b)];

    private static double[] Multiply(float[] matrix, double[] vector)
    {
        var result = new double[matrix.Length / vector.Length];
        for (var row = 0; row < result.Length; row++)
        {
            for (var column = 0; column < vector.Length; column++)
            {
                result[row] += matrix[(row * vector.Length) + column] * vector[column];
            }
        }

        return result;
    }

    private double[] Normalize(double[] row, string name)
    {
        var scale = 1 / Math.Sqrt(row.Average(value => value * value) + configuration.RmsNormEpsilon);
        return [.. row.Zip(Weight(name), (value, weight) => value * scale * weight)];
    }

    private double[] FeedForward(double[] row, string name)
    {
        var gate = Multiply(Weight($"{name}.gate_proj.weight"), row);
        var up = Multiply(Weight($"{name}.up_proj.weight"), row);
        return Multiply(Weight($"{name}.down_proj.weight"), [.. gate.Zip(up, (g, u) => g / (1 + Math.Exp(-g)) * u)]);
    }

    private double[][] Attend(double[][] rows, string name)
    {
        double[][] Project(string projection) => [.. rows.Select(row => Multiply(Weight($"{name}.{projection}.weight"), row))];
        var (queries, keys, values) = (Project("q_proj"), Project("k_proj"), Project("v_proj"));
        var size = configuration.HeadSize;
        var result = new double[rows.Length][];
        for (var position = 0; position < rows.Length; position++)
        {
            var joined = new double[configuration.Heads * size];
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
                        joined[(head * size) + i] += weight[other] / weight.Sum() * values[other][(shared * size) + i];
                    }
                }
            }

            result[position] = Multiply(Weight($"{name}.o_proj.weight"), joined);
        }

        return result;
    }

    // HuggingFace pairs a head's first half with its second.
    private double[] Rotate(double[] row, int head, int position)
    {
        var size = configuration.HeadSize;
        var rotated = new double[size];
        for (var i = 0; i < size / 2; i++)
        {
            var angle = position / Math.Pow(configuration.RopeTheta, 2.0 * i / size);
            var (first, second) = (row[(head * size) + i], row[(head * size) + (size / 2) + i]);
            rotated[i] = (first * Math.Cos(angle)) - (second * Math.Sin(angle));
            rotated[(size / 2) + i] = (second * Math.Cos(angle)) + (first * Math.Sin(angle));
        }

        return rotated;
    }
}
