using System.Globalization;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Measurements;

namespace CLiKA.Reporting;

/// <summary>Describes a gate that cannot fail.</summary>
public static class GateSummary
{
    private static readonly (string NoNoise, string Margin, string NoLoss) Settings =
        ("\"noise\": \"none\" in \"gate\"", "\"minimumDrop\" in \"gate\"", "\"gate\": \"no-loss\" for this set");

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
            ? "It allows no loss"
            : string.Create(CultureInfo.InvariantCulture, $"Its alpha is {policy.Alpha}, its minimumDrop {policy.MinimumDrop:0.####}, its noise setting {EnumName.Of(policy.Noise)}");
        var range = right.Min() == right.Max() ? $"{right.Min()}" : $"{right.Min()} to {right.Max()}";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{baseline.ProbeSet}: this gate CANNOT FAIL: even a model that answers nothing would pass. {rule}, "
            + $"and in each language the baseline has {range} of {baseline.Gold.Length} items right. "
            + $"{Advice(cause, right.Max(), areOptions ? ("--noise none", "--min-drop", $"--no-loss {baseline.ProbeSet}") : Settings)}");
    }

    private static string Advice(BlindingCause cause, int right, (string NoNoise, string Margin, string NoLoss) words) => cause switch
    {
        BlindingCause.Noise => $"The noise is large enough to explain losing all of them: measure it again with {ToolCommand.Quote("noise --accept")}, or set {words.NoNoise}.",
        BlindingCause.Margin => $"The margin is wider than losing all of them: set a smaller {words.Margin}.",
        _ when right == 0 => "There is nothing to lose: choose a probe set that the model knows something of.",
        _ => "Losing all of them could still be chance, since all sets and languages of a run share alpha: use more items, ask fewer "
            + $"sets and languages, or set {words.NoLoss}, which fails on any lost item.",
    };
}
