namespace CLiKA.OnnxRuntime.Tests.Graphs;

/// <summary>Two rows with a common beginning, and logits at some of their positions, of a graph and of its reference.</summary>
internal static class SampleRows
{
    private static readonly long[][] Positions = [[7, 0, 3], [1, 7, 7]];

    /// <summary>The common beginning.</summary>
    public static int[] Beginning { get; } = [.. DecoderGraphTests.Tokens(9, seed: 1)];

    /// <summary>The rest of each row.</summary>
    public static int[][] Rows { get; } = [[.. DecoderGraphTests.Tokens(8, seed: 2)], [.. DecoderGraphTests.Tokens(8, seed: 3)]];

    /// <summary>The first row, with its beginning.</summary>
    public static int[] Whole => [.. Beginning, .. Rows[0]];

    /// <summary>Logits of a graph, with the beginning as a past and as a part of the rows.</summary>
    public static (float[] Continued, float[] Whole) Logits(GraphRunner runner)
    {
        var past = runner.Run([Beginning], [[0]]).Presents;
        return (
            runner.Run(Rows, Positions, past).Logits,
            runner.Run(
                [.. Rows.Select(row => (int[])[.. Beginning, .. row])],
                Array.ConvertAll(Positions, row => Array.ConvertAll(row, position => Beginning.Length + position))).Logits);
    }

    /// <summary>Logits of a graph with more inputs, with the beginning as a past.</summary>
    public static float[] Logits(GraphRunner runner, Func<(string Name, Microsoft.ML.OnnxRuntime.OrtValue Value)[]> more) =>
        runner.Run(Rows, Positions, runner.Run([Beginning], [[0]], more: more()).Presents, more: more()).Logits;

    /// <summary>Logits of a reference.</summary>
    /// <param name="logits">Returns the logits [position][vocabulary] of a row.</param>
    public static double[] Expected(Func<IReadOnlyList<int>, double[][]> logits) => [.. Rows.SelectMany((row, index) =>
    {
        var all = logits([.. Beginning, .. row]);
        return Positions[index].SelectMany(position => all[Beginning.Length + position]);
    })];

    /// <summary>The largest absolute difference.</summary>
    public static double Difference(float[] actual, double[] expected)
    {
        actual.Should().HaveSameCount(expected);
        expected.Max().Should().BeGreaterThan(0.5, "logits near zero would agree with anything");
        return actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max();
    }
}
