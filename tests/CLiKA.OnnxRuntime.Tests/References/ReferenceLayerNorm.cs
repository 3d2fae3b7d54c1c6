using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>The common parts of older decoders: torch's LayerNorm, and feed-forward blocks without a gate.</summary>
/// <param name="config">config.json, with sizes by their usual names.</param>
/// <param name="source">Returns the weights.</param>
/// <param name="epsilon">The epsilon of norms.</param>
internal abstract class ReferenceLayerNorm(JsonNode config, Func<string, float[]> source, double epsilon) : ReferenceDecoder(config, source)
{
    /// <summary>The bias of a head's score with a key at a position.</summary>
    protected virtual double Biased(int head, int position) => 0;

    /// <summary>Changes a value of queries, keys and values.</summary>
    protected virtual double Clipped(double value) => value;

    /// <summary>Whether a position attends to an earlier one, or to itself.</summary>
    protected virtual bool Sees(int position, int other) => true;

    protected override double[] Normalize(string name, double[] row) =>
        [.. Standardized(row).Zip(Weight($"{name}.weight"), Weight($"{name}.bias")).Select(pair => (pair.First * pair.Second) + pair.Third)];

    protected double[] Standardized(double[] row)
    {
        var mean = row.Average();
        var deviation = Math.Sqrt(row.Average(value => (value - mean) * (value - mean)) + epsilon);
        return Array.ConvertAll(row, value => (value - mean) / deviation);
    }

    /// <summary>The attention block, with heads that may be normalized before rotation.</summary>
    protected double[][] Attended(
        string name,
        double[][] input,
        Func<double[][], double[][]> turn,
        bool hasBias = true,
        bool projectsWithBias = true,
        Func<string, double[][], double[][]>? normalize = null)
    {
        double[][] Part(string part) => [.. Projected($"{name}.{part}_proj", input, hasBias).Select(row => Array.ConvertAll(row, Clipped))];
        double[][] WithRotation(string part) => turn(normalize is null ? Part(part) : normalize(part, Part(part)));
        var seen = Attend(
            WithRotation("q"), WithRotation("k"), Part("v"), (product, head, other) => (product / RootOfHeadSize) + Biased(head, other), Sees);
        return Projected($"{name}.o_proj", seen, projectsWithBias);
    }

    protected double[][] Plain(string name, double[][] input, Func<double, double> activation, bool hasBias = true)
    {
        var up = Projected($"{name}.up_proj", input, hasBias);
        return Projected($"{name}.down_proj", [.. up.Select(row => Array.ConvertAll(row, value => activation(value)))], hasBias);
    }

    /// <summary>Rotates the first values of each head, in pairs of their first and second half.</summary>
    protected double[][] RotatedInPart(double[][] rows, int rotatedSize) =>
        [.. rows.Select((row, position) => row.Chunk(Size("head_dim")).SelectMany(head => head.Select((value, index) =>
        {
            var (half, angle) = (rotatedSize / 2, position / Math.Pow(Number("rope_theta"), 2.0 * (index % Math.Max(1, rotatedSize / 2)) / rotatedSize));
            return index >= rotatedSize ? value
                : (value * Math.Cos(angle)) + ((index < half ? -head[index + half] : head[index - half]) * Math.Sin(angle));
        })).ToArray())];

    protected static double GeluTanh(double x) => 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))));

    protected static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    // All terms have the same sign, so the sum loses no precision.
    private static double Erf(double x)
    {
        var (sum, term) = (0.0, x);
        for (var n = 0; Math.Abs(term) > 1e-18; n++)
        {
            sum += term;
            term *= 2 * x * x / ((2 * n) + 3);
        }

        return Math.Abs(x) > 6 ? Math.Sign(x) : 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
