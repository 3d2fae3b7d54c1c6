namespace CLiKA.OnnxRuntime.Tests.Quantization;

/// <summary>A matrix of known integers, which every format stores: (number - zero point) x scale.</summary>
/// <param name="Numbers">Numbers [output][input], not negative.</param>
/// <param name="Zeros">Zero points [output][group].</param>
/// <param name="Scales">Scales [output][group], exact in both 16-bit types.</param>
/// <param name="GroupOf">The group of each input.</param>
internal sealed record KnownIntegers(int[][] Numbers, int[][] Zeros, float[][] Scales, int[] GroupOf)
{
    public int Outputs => Numbers.Length;

    public int Inputs => GroupOf.Length;

    public int Groups => Scales[0].Length;

    /// <summary>The represented values, row by row.</summary>
    public float[] Values =>
    [
        .. Numbers.SelectMany((row, output) => row.Select(
            (number, input) => (number - Zeros[output][GroupOf[input]]) * Scales[output][GroupOf[input]])),
    ];

    /// <summary>Random numbers whose values are about as large as those of <see cref="Graphs.SmallLlama"/>.</summary>
    /// <param name="outputs">Number of rows.</param>
    /// <param name="inputs">Number of columns.</param>
    /// <param name="bits">Bits of a number.</param>
    /// <param name="groupOf">The group of each input.</param>
    /// <param name="isSymmetric">Whether every zero point is the middle of the range.</param>
    /// <param name="seed">Seed of the random numbers.</param>
    public static KnownIntegers Random(int outputs, int inputs, int bits, int[] groupOf, bool isSymmetric, int seed)
    {
        var random = new Random(seed);
        var (count, range) = (groupOf.Max() + 1, 1 << bits);
        int[][] Each(int width, Func<int> value) => [.. Enumerable.Range(0, outputs).Select(_ => Enumerable.Range(0, width).Select(_ => value()).ToArray())];
        var scales = Each(count, () => random.Next(16, 32))
            .Select(row => Array.ConvertAll(row, size => size / 8f / range / MathF.Pow(2, MathF.Ceiling(MathF.Log2(MathF.Sqrt(inputs)))))).ToArray();
        return new(Each(inputs, () => random.Next(range)), Each(count, () => isSymmetric ? range / 2 : random.Next(range / 4, 3 * range / 4)), scales, groupOf);
    }

    /// <summary>Groups of consecutive inputs.</summary>
    public static int[] InOrder(int inputs, int size) => [.. Enumerable.Range(0, inputs).Select(input => input / size)];

    /// <summary>The same groups with shuffled inputs.</summary>
    public static int[] Shuffled(int inputs, int size)
    {
        var groups = InOrder(inputs, size);
        new Random(inputs).Shuffle(groups);
        return groups;
    }
}
