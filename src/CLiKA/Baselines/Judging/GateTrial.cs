using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Judging;

/// <summary>
/// Tests whether a gate can fail at all. A gate that passes a model which no longer answers anything guards nothing, for whatever reason: an alpha
/// that is too small, a margin that is too wide, too much noise, too few items, or a baseline in which nothing is right.
/// </summary>
public static class GateTrial
{
    /// <summary>Returns whether a model that gives no valid answer to a probe set would fail.</summary>
    /// <param name="accepted">The baseline of the probe set.</param>
    /// <param name="noise">The noise that the judge counts.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <returns>Whether it would fail.</returns>
    public static bool Notices(AcceptedBaseline accepted, ImmutableArray<ProbeSetNoise> noise, JudgePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var baseline = accepted.Measurement;
        var nothing = baseline.With(baseline.Languages.ToDictionary(
            cell => cell.Language, cell => ImmutableArray.CreateRange(cell.Answers, _ => Answer.Invalid)));
        var evidence = new Evidence(new Measurement(string.Empty, [nothing]), new Measurement(string.Empty, [baseline]))
        {
            Noise = noise,
            Baselines = [accepted],
        };

        // The baseline may contain languages that are no longer configured. A run reports them; here they are members of the family too.
        var languages = baseline.Languages.Select(cell => cell.Language).ToList();
        var whole = policy with
        {
            FamilySize = policy.FamilySize is { } cells ? Math.Max(cells, languages.Count) : null,
            PooledFamilySize = policy.PooledFamilySize is { } pools ? Math.Max(pools, PoolTests.CountOf(languages)) : null,
        };
        return Judge.Compare(evidence, whole, Scope.Everything).Verdict is Verdict.Regressed or Verdict.Changed;
    }

    /// <summary>Returns what makes a gate blind: the setting without which it would fail such a model.</summary>
    /// <param name="accepted">The baseline of the probe set.</param>
    /// <param name="noise">The noise that the judge counts.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <returns>The cause; null where the gate is not blind.</returns>
    public static BlindingCause? BlindedBy(AcceptedBaseline accepted, ImmutableArray<ProbeSetNoise> noise, JudgePolicy policy) =>
        Notices(accepted, noise, policy) ? null
        : Notices(accepted, [], policy) ? BlindingCause.Noise
        : Notices(accepted, [], policy with { MinimumDrop = 0 }) ? BlindingCause.Margin
        : BlindingCause.TooFew;
}
