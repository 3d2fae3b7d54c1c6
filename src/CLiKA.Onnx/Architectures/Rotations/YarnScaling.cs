namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>
/// YaRN (Peng et al., arXiv 2309.00071): pairs with high frequencies keep their angles, pairs with low frequencies are scaled, and a linear ramp over
/// the pairs lies between; frequencies are measured in turns within the original training length.
/// </summary>
/// <param name="Factor">The divisor of the scaled angles, at least 1.</param>
/// <param name="OriginalPositions">The length of the longest text in the original training, in tokens.</param>
/// <param name="BetaFast">Number of turns from which an angle is kept.</param>
/// <param name="BetaSlow">Number of turns up to which an angle is fully scaled.</param>
/// <param name="IsTruncated">Whether the ends of the ramp are rounded to whole pairs.</param>
/// <param name="AttentionFactor">The factor that multiplies rotated values.</param>
public sealed record YarnScaling(
    double Factor, double OriginalPositions, double BetaFast, double BetaSlow, bool IsTruncated, double AttentionFactor) : RotaryScaling
{
    /// <inheritdoc/>
    public override double Magnitude => AttentionFactor;

    /// <summary>Returns the factor that multiplies rotated values under a given scaling of the angles.</summary>
    /// <param name="factor">The divisor of the scaled angles.</param>
    /// <param name="scale">The weight of the effect (<c>mscale</c>).</param>
    internal static double MagnitudeOf(double factor, double scale) => (0.1 * scale * Math.Log(Math.Max(1, factor))) + 1;

    internal override double Scale(double angle, int pair, int size, double theta)
    {
        var (low, high) = (PairOf(BetaFast, size, theta), PairOf(BetaSlow, size, theta));
        if (IsTruncated)
        {
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        }

        (low, high) = (Math.Max(low, 0), Math.Min(high, size - 1));
        var scaled = Math.Clamp((pair - low) / (high == low ? 0.001 : high - low), 0, 1);
        return (scaled * angle / Factor) + ((1 - scaled) * angle);
    }

    internal override string? ProblemOf(int size) =>
        Factor < 1 || OriginalPositions < 1 || !(BetaFast >= BetaSlow) || BetaSlow <= 0 || AttentionFactor <= 0
            ? $"the rotary scaling has 'factor' {Factor}, 'original_max_position_embeddings' {OriginalPositions}, 'beta_fast' {BetaFast}, 'beta_slow' "
                + $"{BetaSlow} and an attention factor of {AttentionFactor}; expected a factor and a length of at least 1, 'beta_fast' of at least "
                + "'beta_slow', and all above 0."
            : null;

    // The (fractional) index of the pair with this number of turns.
    private double PairOf(double turns, int size, double theta) =>
        size * Math.Log(OriginalPositions / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
}
