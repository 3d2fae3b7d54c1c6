using System.Text.Json.Nodes;

namespace CLiKA.OnnxRuntime.Tests.References;

/// <summary>The common parts of decoders with experts, computed one token and expert at a time.</summary>
internal abstract class ReferenceMixture(JsonNode config, Func<string, float[]> source) : ReferenceDecoder(config, source)
{
    /// <summary>A softmax over all experts, of which the largest are kept.</summary>
    /// <param name="router">Name of the router.</param>
    /// <param name="rows">The input of the block.</param>
    /// <param name="sumsToOne">Whether the kept weights are divided by their sum.</param>
    /// <param name="expert">The matrices of an expert.</param>
    protected double[][] Routed(string router, double[][] rows, bool sumsToOne, Func<int, (float[] Gate, float[] Up, float[] Down)> expert) =>
    [
        .. rows.Zip(Projected(router, rows), (row, scores) =>
        {
            var odds = Array.ConvertAll(scores, score => Math.Exp(score - scores.Max()));
            var kept = odds.Select((odd, number) => (Share: odd / odds.Sum(), Number: number))
                .OrderByDescending(pair => pair.Share).Take(Size("num_experts_per_tok")).ToList();
            var whole = sumsToOne ? kept.Sum(pair => pair.Share) : 1;
            return kept.Aggregate(new double[row.Length], (sum, pair) =>
                Rows.Add(sum, Array.ConvertAll(Fed(row, expert(pair.Number)), value => value * pair.Share / whole)));
        }),
    ];

    protected (float[] Gate, float[] Up, float[] Down) Expert(string name, int number, string gate, string up, string down) =>
        (Weight($"{name}.{number}.{gate}.weight"), Weight($"{name}.{number}.{up}.weight"), Weight($"{name}.{number}.{down}.weight"));

    /// <summary>The matrices of one expert of a tensor of all, whose gates precede the up projections.</summary>
    protected (float[] Gate, float[] Up, float[] Down) Parted(string both, string down, int number, int inner)
    {
        var size = inner * Size("hidden_size");
        var (gates, downs) = (Weight(both), Weight(down));
        var first = 2 * number * size;
        return (gates[first..(first + size)], gates[(first + size)..(first + (2 * size))], downs[(number * size)..((number + 1) * size)]);
    }

    /// <summary>The matrices of one expert of a tensor of all, transposed; the columns of gates precede those of up projections.</summary>
    protected (float[] Gate, float[] Up, float[] Down) PartedByColumns(string both, string down, int number, int inner)
    {
        var width = Size("hidden_size");
        float[] Columns(string tensor, int inputs, int columns, int first, int outputs)
        {
            var (values, start) = (Weight(tensor), number * inputs * columns);
            return [.. Enumerable.Range(first, outputs).SelectMany(output => Enumerable.Range(0, inputs).Select(input => values[start + (input * columns) + output]))];
        }

        return (Columns(both, width, 2 * inner, 0, inner), Columns(both, width, 2 * inner, inner, inner), Columns(down, inner, width, 0, width));
    }

    protected static double[] Fed(double[] row, (float[] Gate, float[] Up, float[] Down) expert) => Rows.Multiply(
        expert.Down, [.. Rows.Multiply(expert.Gate, row).Zip(Rows.Multiply(expert.Up, row), (gate, up) => Silu(gate) * up)]);
}
