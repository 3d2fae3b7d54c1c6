namespace CLiKA.Onnx.Architectures.Attention;

/// <summary>
/// Attention with linear biases (Press et al., arXiv 2108.12409): the product of a query and a key is reduced by their distance times a slope for
/// each head.
/// </summary>
/// <param name="Scale">The factor that multiplies the slopes.</param>
/// <param name="IsRounded">
/// Whether slopes, positions and their products are rounded to bfloat16, as in HuggingFace's Falcon class whatever its data type.
/// </param>
public sealed record Alibi(double Scale = 1, bool IsRounded = false)
{
    /// <summary>
    /// Returns the slope of each head: a decreasing geometric series; heads beyond a power of two get every other term of the next finer series.
    /// </summary>
    /// <param name="heads">Number of heads.</param>
    /// <returns>Slopes [heads], in (0, 1).</returns>
    public static double[] Slopes(int heads)
    {
        var powerOfTwo = 1 << (int)Math.Log2(heads);
        double Slope(int count, int power) => Math.Pow(2, -8.0 * power / count);
        return
        [
            .. Enumerable.Range(1, powerOfTwo).Select(power => Slope(powerOfTwo, power)),
            .. Enumerable.Range(0, heads - powerOfTwo).Select(index => Slope(2 * powerOfTwo, (2 * index) + 1)),
        ];
    }
}
