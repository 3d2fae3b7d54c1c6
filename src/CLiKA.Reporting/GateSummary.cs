using System.Globalization;
using CLiKA.Baselines;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>What a gate cannot do, in words.</summary>
public static class GateSummary
{
    /// <summary>Says why a gate that would let everything pass is none.</summary>
    /// <param name="baseline">The baseline that it has.</param>
    /// <param name="policy">What it lets pass.</param>
    /// <returns>A sentence, and what decides.</returns>
    public static string Blind(ProbeSetMeasurement baseline, JudgePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(policy);
        var right = baseline.Languages.Select(cell => cell.Correct).ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{baseline.ProbeSet}: this gate would let a model pass that answers nothing. It has alpha {policy.Alpha}, a margin of {policy.MinimumDrop * 100:0.##} points, "
            + $"noise {NoiseUseName.Of(policy.Noise)}, and a baseline with {right.Min()} to {right.Max()} right of {baseline.Gold.Length} items in a language; "
            + $"expected what lets a loss of them be found.");
    }
}
