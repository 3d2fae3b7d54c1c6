using System.Collections.Immutable;

namespace CLiKA.Onnx.Architectures;

/// <summary>
/// LongRoPE (Ding et al., arXiv 2402.13753) within the length of the original training: each angle is divided by a factor of its own.
/// </summary>
/// <param name="Factors">The divisors, one for each pair of values.</param>
/// <param name="AttentionFactor">The factor that multiplies rotated values.</param>
public sealed record LongScaling(ImmutableArray<double> Factors, double AttentionFactor) : RotaryScaling
{
    /// <inheritdoc/>
    public override double Magnitude => AttentionFactor;

    internal override double Scale(double angle, int pair, int size, double theta) => angle / Factors[pair];

    internal override string? ProblemOf(int size) =>
        Factors.Length != size / 2 || Factors.Any(factor => factor <= 0) || !(AttentionFactor > 0 && double.IsFinite(AttentionFactor))
            ? $"the scaling of the rotation needs {size / 2} short factors above 0, of which it has {Factors.Length}, and an attention factor above 0."
            : null;
}
