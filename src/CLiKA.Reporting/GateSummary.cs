using System.Globalization;
using CLiKA.Baselines;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>Describes a gate that cannot fail.</summary>
public static class GateSummary
{
    private static readonly (string NoNoise, string Margin, string NoLoss) Settings =
        ("\"noise\": \"none\" in the gate", "\"minimumDrop\" in the gate", "\"gate\": \"no-loss\" of this set");

    /// <summary>Describes why a gate would let any loss pass.</summary>
    /// <param name="baseline">The gate's baseline.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <param name="cause">The reason why it cannot fail.</param>
    /// <param name="areOptions">Whether the gate was set by options of <c>clika compare</c> rather than in <c>clika.json</c>.</param>
    /// <returns>A sentence, the reason, and what to do about it.</returns>
    public static string Blind(ProbeSetMeasurement baseline, JudgePolicy policy, BlindingCause cause, bool areOptions = false)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(policy);
        var right = baseline.Languages.Select(cell => cell.Correct).ToList();
        var rule = policy.NoLossIn.Contains(baseline.ProbeSet)
            ? "lets no loss pass"
            : string.Create(CultureInfo.InvariantCulture, $"has alpha {policy.Alpha}, a margin of {policy.MinimumDrop * 100:0.##} points, noise {EnumName.Of(policy.Noise)}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{baseline.ProbeSet}: this gate would let a model pass that answers nothing. It {rule}, "
            + $"and has a baseline with {right.Min()} to {right.Max()} right of {baseline.Gold.Length} items in a language. "
            + $"{Advice(cause, right.Max(), areOptions ? ("--noise none", "--min-drop", $"--no-loss {baseline.ProbeSet}") : Settings)}");
    }

    private static string Advice(BlindingCause cause, int right, (string NoNoise, string Margin, string NoLoss) words) => cause switch
    {
        BlindingCause.Noise => $"The noise explains the loss of all of them: measure it again with {ToolCommand.Quote("noise --accept")}, or say {words.NoNoise}.",
        BlindingCause.Margin => $"The margin is wider than that: say a smaller {words.Margin}.",
        _ when right == 0 => "There is nothing to lose: take a probe set of which the model knows something.",
        _ => "Losing all of them may be chance at a test's part of alpha, which all sets and languages of a run share: take more items, ask fewer "
            + $"sets and languages, or say {words.NoLoss}, which fails on any item that is lost.",
    };
}
