using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>
/// A decoder's forward pass in double precision, written from HuggingFace's modelling files: it reads config.json by itself, and shares
/// no code with CLiKA's readers and graphs. Each position is computed without a cache, one head at a time.
/// </summary>
/// <param name="config">config.json, with no property left out that the class reads.</param>
/// <param name="source">Gives the weights by HuggingFace's names.</param>
internal abstract class ReferenceDecoder(JsonNode config, Func<string, float[]> source)
{
    private readonly Dictionary<string, float[]> _weights = [];

    /// <summary>Logits [position][vocabulary] of one sequence.</summary>
    public double[][] Logits(IReadOnlyList<int> tokens)
    {
        var (embedding, width) = (Weight("model.embed_tokens.weight"), Size("hidden_size"));
        double[][] hidden = [.. tokens.Select((token, position) => Embedded([.. embedding.Skip(token * width).Take(width)], position))];
        Begin(tokens, hidden);
        for (var layer = 0; layer < Size("num_hidden_layers"); layer++)
        {
            hidden = Layer(layer, $"model.layers.{layer}", hidden);
        }

        var head = Flag("tie_word_embeddings") ? embedding : Weight("lm_head.weight");
        return [.. Normalized("model.norm", hidden).Select(row => Biased(Array.ConvertAll(Rows.Multiply(head, row), Logit)))];
    }

    protected virtual double EmbeddingFactor => 1;

    /// <summary>The input of the first layer at a position.</summary>
    protected virtual double[] Embedded(float[] embedding, int position) => Array.ConvertAll(embedding, value => value * EmbeddingFactor);

    /// <summary>Computes what all layers read besides the residual stream.</summary>
    protected virtual void Begin(IReadOnlyList<int> tokens, double[][] hidden)
    {
    }

    /// <summary>Changes the logits of a position.</summary>
    protected virtual double[] Biased(double[] logits) => logits;

    protected abstract double[][] Layer(int layer, string name, double[][] hidden);

    protected virtual double[] Normalize(string name, double[] row) => [.. row.Zip(Weight($"{name}.weight"), (value, weight) =>
        value * weight / Math.Sqrt(row.Average(other => other * other) + Number("rms_norm_eps")))];

    protected virtual double Logit(double product) => product;

    protected int Size(string name) => config[name]!.GetValue<int>();

    protected double Number(string name) => config[name]!.GetValue<double>();

    protected bool Flag(string name) => config[name]?.GetValue<bool>() ?? false;

    protected JsonNode? Node(string name) => config[name];

    protected float[] Weight(string name) => _weights.TryGetValue(name, out var values) ? values : _weights[name] = source(name);

    protected double[][] Normalized(string name, double[][] rows) => [.. rows.Select(row => Normalize(name, row))];

    protected static double Silu(double x) => x / (1 + Math.Exp(-x));

    protected double RootOfHeadSize => Math.Sqrt(Size("head_dim"));

    protected double[][] NormalizedByHead(string name, double[][] rows, int? size = null) =>
        [.. rows.Select(row => row.Chunk(size ?? Size("head_dim")).SelectMany(head => Normalize(name, head)).ToArray())];

    protected double[][] Projected(string name, double[][] rows, bool hasBias = false) => [.. rows.Select(row =>
    {
        var product = Rows.Multiply(Weight($"{name}.weight"), row);
        return hasBias ? Rows.Add(product, Array.ConvertAll(Weight($"{name}.bias"), value => (double)value)) : product;
    })];

    protected static double[][] Sum(double[][] rows, double[][] others) => [.. rows.Zip(others, Rows.Add)];

    protected double[][] Gated(string name, double[][] rows, Func<double, double> activation, bool hasBias = false)
    {
        var (gates, ups) = (Projected($"{name}.gate_proj", rows, hasBias), Projected($"{name}.up_proj", rows, hasBias));
        double[][] gated = [.. gates.Zip(ups, (gate, up) => gate.Zip(up, (g, u) => activation(g) * u).ToArray())];
        return Projected($"{name}.down_proj", gated, hasBias);
    }

    /// <summary>The attention block of modeling_qwen3.py, whose heads are normalized before rotation.</summary>
    protected double[][] AttendedByNormalizedHeads(string name, double[][] input)
    {
        double[][] Part(string part) => Projected($"{name}.{part}_proj", input, Flag("attention_bias"));
        double[][] WithRotation(string part) => Rotated(NormalizedByHead($"{name}.{part}_norm", Part(part)), Number("rope_theta"));
        var seen = Attend(WithRotation("q"), WithRotation("k"), Part("v"), product => product / RootOfHeadSize, (_, _) => true);
        return Projected($"{name}.o_proj", seen, Flag("attention_bias"));
    }

    /// <summary>The rest of a layer after attention, where norms follow blocks.</summary>
    protected double[][] NormalizedBehind(string name, double[][] hidden, double[][] seen)
    {
        hidden = Sum(hidden, Normalized($"{name}.post_attention_layernorm", Projected($"{name}.self_attn.o_proj", seen)));
        return Sum(hidden, Normalized($"{name}.post_feedforward_layernorm", Gated($"{name}.mlp", hidden, Silu)));
    }

    /// <summary>The concatenated outputs of all heads.</summary>
    /// <param name="queries">Rotated queries [position][heads x size].</param>
    /// <param name="keys">Rotated keys [position][shared heads x size].</param>
    /// <param name="values">Values, in the shape of the keys.</param>
    /// <param name="score">Changes the product of a query and a key.</param>
    /// <param name="sees">Whether a position attends to an earlier one, or to itself.</param>
    /// <param name="sinks">Each head's score without a value; null for none.</param>
    /// <param name="shared">Number of heads of keys and values; null for that of the model.</param>
    protected double[][] Attend(
        double[][] queries, double[][] keys, double[][] values, Func<double, double> score, Func<int, int, bool> sees, float[]? sinks = null, int? shared = null) =>
        Attend(queries, keys, values, (product, _, _) => score(product), sees, sinks, shared);

    /// <summary>The concatenated outputs of all heads.</summary>
    /// <param name="queries">Rotated queries [position][heads x size].</param>
    /// <param name="keys">Rotated keys [position][shared heads x size].</param>
    /// <param name="values">Values, in the shape of the keys.</param>
    /// <param name="score">Changes the product of a query and a key, in a head, at the key's position.</param>
    /// <param name="sees">Whether a position attends to an earlier one, or to itself.</param>
    /// <param name="sinks">Each head's score without a value; null for none.</param>
    /// <param name="sharedHeads">Number of heads of keys and values; null for that of the model.</param>
    protected double[][] Attend(
        double[][] queries,
        double[][] keys,
        double[][] values,
        Func<double, int, int, double> score,
        Func<int, int, bool> sees,
        float[]? sinks = null,
        int? sharedHeads = null)
    {
        var (heads, shared) = (Size("num_attention_heads"), sharedHeads ?? Size("num_key_value_heads"));
        var (group, width) = (heads / shared, values[0].Length / shared);
        return [.. queries.Select((query, position) => Enumerable.Range(0, heads).SelectMany(head =>
        {
            int[] seen = [.. Enumerable.Range(0, position + 1).Where(other => sees(position, other))];
            double[] Own(double[] row, int number, int count) => row[(number * (row.Length / count))..((number + 1) * (row.Length / count))];
            var scores = Array.ConvertAll(
                seen, other => score(Own(query, head, heads).Zip(Own(keys[other], head / group, shared), (a, b) => a * b).Sum(), head, other));
            var sink = sinks is null ? double.NegativeInfinity : sinks[head];
            var largest = Math.Max(scores.Max(), sink);
            var shares = Array.ConvertAll(scores, value => Math.Exp(value - largest));
            var whole = shares.Sum() + Math.Exp(sink - largest);
            var mixed = new double[width];
            foreach (var (other, share) in seen.Zip(shares))
            {
                mixed = Rows.Add(mixed, Array.ConvertAll(Own(values[other], head / group, shared), value => value * share / whole));
            }

            return mixed;
        }).ToArray())];
    }

    /// <summary>Rotates adjacent pairs of a head's first values.</summary>
    protected double[][] RotatedByTwo(double[][] rows, int? rotatedSize = null)
    {
        var size = rotatedSize ?? Size("head_dim");
        return [.. rows.Select((row, position) => row.Chunk(Size("head_dim")).SelectMany(head => head.Select((value, index) =>
        {
            var angle = position / Math.Pow(Number("rope_theta"), 2.0 * (index / 2) / size);
            var other = index % 2 == 0 ? -head[index + 1] : head[index - 1];
            return index < size ? (value * Math.Cos(angle)) + (other * Math.Sin(angle)) : value;
        })).ToArray())];
    }

    /// <summary>Rotates pairs of a head's first and second half.</summary>
    protected double[][] Rotated(double[][] rows, double theta, double factor = 1)
    {
        var size = Size("head_dim");
        return Rotated(rows, [.. Enumerable.Range(0, size / 2).Select(pair => 1 / (factor * Math.Pow(theta, 2.0 * pair / size)))]);
    }

    /// <summary>Rotates pairs of the first and second half of a head, or of its first values, each by its own frequency.</summary>
    protected double[][] Rotated(double[][] rows, double[] frequencies, double magnitude = 1, int? size = null)
    {
        var half = frequencies.Length;
        return [.. rows.Select((row, position) => row.Chunk(size ?? Size("head_dim")).SelectMany(head => head.Select((value, index) =>
        {
            var angle = position * frequencies[index % half];
            var pair = index < half ? -head[index + half] : head[index - half];
            return index < 2 * half ? magnitude * ((value * Math.Cos(angle)) + (pair * Math.Sin(angle))) : value;
        })).ToArray())];
    }
}
