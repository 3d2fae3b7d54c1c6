namespace CLiKA.Onnx.Architectures;

/// <summary>
/// YaRN (Peng et al., arXiv 2309.00071): pairs that turn often within the texts of the first training keep their angles, pairs that turn
/// seldom are made smaller, and between them lies a straight passage over the pairs.
/// </summary>
/// <param name="Factor">By how much angles are made smaller, at least 1.</param>
/// <param name="OriginalPositions">The longest text of the first training, in tokens.</param>
/// <param name="FastTurns">With so many turns an angle is kept.</param>
/// <param name="SlowTurns">With so few it is made smaller.</param>
/// <param name="IsTruncated">Whether the passage begins and ends at whole pairs.</param>
/// <param name="AttentionFactor">By what turned values are multiplied.</param>
public sealed record YarnScaling(
    double Factor, double OriginalPositions, double FastTurns, double SlowTurns, bool IsTruncated, double AttentionFactor) : RotaryScaling
{
    /// <inheritdoc/>
    public override double Magnitude => AttentionFactor;

    /// <summary>By what values are multiplied that turn more slowly than in training.</summary>
    /// <param name="factor">By how much angles are made smaller.</param>
    /// <param name="scale">How much that counts.</param>
    internal static double MagnitudeOf(double factor, double scale) => (0.1 * scale * Math.Log(Math.Max(1, factor))) + 1;

    internal override double Scale(double angle, int pair, int size, double theta)
    {
        var (low, high) = (PairOf(FastTurns, size, theta), PairOf(SlowTurns, size, theta));
        if (IsTruncated)
        {
            (low, high) = (Math.Floor(low), Math.Ceiling(high));
        }

        (low, high) = (Math.Max(low, 0), Math.Min(high, size - 1));
        var scaled = Math.Clamp((pair - low) / (high == low ? 0.001 : high - low), 0, 1);
        return (scaled * angle / Factor) + ((1 - scaled) * angle);
    }

    internal override string? ProblemOf(int size) =>
        Factor < 1 || OriginalPositions < 1 || !(FastTurns > SlowTurns) || SlowTurns <= 0 || AttentionFactor <= 0
            ? "the scaling of the rotation needs a factor of at least 1, a length of the first training, more fast turns than slow ones, and an "
                + "attention factor above 0."
            : null;

    // The pair that turns so often, as a number that need not be whole.
    private double PairOf(double turns, int size, double theta) =>
        size * Math.Log(OriginalPositions / (turns * 2 * Math.PI)) / (2 * Math.Log(theta));
}
