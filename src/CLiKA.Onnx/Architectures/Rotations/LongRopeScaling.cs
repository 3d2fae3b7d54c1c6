using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures.Rotations;

/// <summary>
/// LongRoPE (Ding et al., arXiv 2402.13753) within the length of the original training: each angle is divided by a factor of its own.
/// </summary>
/// <param name="Factors">The divisors, one for each pair of values.</param>
/// <param name="AttentionFactor">The factor that multiplies rotated values.</param>
public sealed record LongRopeScaling(ImmutableArray<double> Factors, double AttentionFactor) : RotaryScaling
{
    /// <inheritdoc/>
    public override double Magnitude => AttentionFactor;

    internal override double Scale(double angle, int pair, int size, double theta) => angle / Factors[pair];

    internal override string? ProblemOf(int size) =>
        Factors.Length != size / 2 || Factors.Any(factor => factor <= 0) || !(AttentionFactor > 0 && double.IsFinite(AttentionFactor))
            ? $"'short_factor' has {Factors.Length} numbers, and the attention factor is {AttentionFactor}; expected {size / 2} numbers, all above 0."
            : null;
}
