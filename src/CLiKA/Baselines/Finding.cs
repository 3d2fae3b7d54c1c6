using CLiKA.Baselines.Noise;

namespace CLiKA.Baselines;

/// <summary>What a change amounts to under a policy.</summary>
internal static class Finding
{
    // In whole items: a drop of exactly the minimum must not be missed for want of a binary digit.
    internal const double Rounding = 1e-9;

    // As many digits as files keep of noise. A change of just what the noise made is the noise's.
    private const double NoiseRounding = 1e-6;

    /// <summary>
    /// Regressed or improved where the change is significant, reaches the margin and exceeds the noise; else within the noise, or unchanged.
    /// </summary>
    public static CellVerdict Of(double change, double adjustedP, JudgePolicy policy, NoiseFloor? noise = null) =>
        adjustedP > policy.Alpha || !policy.Reaches(change) ? CellVerdict.Unchanged
        : Math.Abs(change) <= noise?.Used?.Size + NoiseRounding ? CellVerdict.WithinNoise
        : change < 0 ? CellVerdict.Regressed
        : CellVerdict.Improved;

    /// <summary>The smallest change that counts: the policy's margin, or the noise where that is larger.</summary>
    public static double MarginOf(JudgePolicy policy, NoiseFloor? noise) => Math.Max(policy.MinimumDrop, noise?.Used?.Size ?? 0);

    /// <summary>The detectable loss where there is as much to lose; null where there is less, so that no loss at all would be found.</summary>
    public static double? WithinReach(double? detectableLoss, double? baseline) => detectableLoss <= baseline + Rounding ? detectableLoss : null;

    /// <summary>Whether finding nothing says that there is nothing: only where a loss of the margin's size would have been found.</summary>
    public static CellVerdict Qualify(double? detectableLoss, JudgePolicy policy, NoiseFloor? noise) =>
        detectableLoss <= MarginOf(policy, noise) + Rounding ? CellVerdict.Unchanged : CellVerdict.Inconclusive;
}
