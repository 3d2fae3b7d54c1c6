using CLiKA.Baselines.Noise;

namespace CLiKA.Baselines.Judging;

/// <summary>Turns a change and its p-value into a verdict, under a policy.</summary>
internal static class Finding
{
    // Differences of shares are not exact in binary: a drop of exactly the minimum must still reach it.
    internal const double Rounding = 1e-9;

    // Noise is stored with six digits. A change of exactly the noise is within it.
    private const double NoiseRounding = 1e-6;

    /// <summary>
    /// Returns regressed or improved where the change is significant, reaches the margin and exceeds the noise; otherwise within noise, or unchanged.
    /// </summary>
    public static CellVerdict Of(double change, double adjustedP, JudgePolicy policy, NoiseFloor? noise = null) =>
        adjustedP > policy.Alpha || !policy.Reaches(change) ? CellVerdict.Unchanged
        : Math.Abs(change) <= noise?.Used?.Size + NoiseRounding ? CellVerdict.WithinNoise
        : change < 0 ? CellVerdict.Regressed
        : CellVerdict.Improved;

    /// <summary>Returns the smallest change that counts: the policy's margin, or the noise where that is larger.</summary>
    public static double MarginOf(JudgePolicy policy, NoiseFloor? noise) => Math.Max(policy.MinimumDrop, noise?.Used?.Size ?? 0);

    /// <summary>
    /// Returns the detectable loss where the baseline has that much to lose; null where it has less, so that no loss at all would be found.
    /// </summary>
    public static double? WithinReach(double? detectableLoss, double? baseline) => detectableLoss <= baseline + Rounding ? detectableLoss : null;

    /// <summary>
    /// Returns unchanged where a loss as large as the margin would have been detected; otherwise inconclusive, since finding nothing then proves
    /// nothing.
    /// </summary>
    public static CellVerdict Qualify(double? detectableLoss, JudgePolicy policy, NoiseFloor? noise) =>
        detectableLoss <= MarginOf(policy, noise) + Rounding ? CellVerdict.Unchanged : CellVerdict.Inconclusive;
}
