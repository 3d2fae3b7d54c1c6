namespace CLiKA.Onnx.Architectures;

/// <summary>
/// Attention with linear biases (Press et al., arXiv 2108.12409): from a query's product with a key is taken how far the key lies behind, times
/// a slope that each head has.
/// </summary>
/// <param name="Scale">By what the slopes are multiplied.</param>
/// <param name="IsRounded">
/// Whether slopes, positions and their products are rounded to bfloat16, as HuggingFace's class of Falcon has it whatever type it computes with.
/// </param>
public sealed record Alibi(double Scale = 1, bool IsRounded = false)
{
    /// <summary>The slope of each head: a falling geometric series, and for heads beyond a power of two every other term of the next finer one.</summary>
    /// <param name="heads">Number of heads.</param>
    /// <returns>Slopes [heads], above 0 and below 1.</returns>
    public static double[] Slopes(int heads)
    {
        var whole = 1 << (int)Math.Log2(heads);
        double Slope(int count, int power) => Math.Pow(2, -8.0 * power / count);
        return
        [
            .. Enumerable.Range(1, whole).Select(power => Slope(whole, power)),
            .. Enumerable.Range(0, heads - whole).Select(index => Slope(2 * whole, (2 * index) + 1)),
        ];
    }
}
