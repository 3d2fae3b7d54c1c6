using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines;

/// <summary>
/// Tries a gate before it is trusted. One that lets a model pass that answers nothing any more guards nothing, for whatever reason: an alpha
/// too small, a margin too wide, too much noise, too few items, or a baseline in which nothing is right.
/// </summary>
public static class GateTrial
{
    /// <summary>Whether a model that gives no valid answer to a probe set would fail.</summary>
    /// <param name="accepted">The baseline of the probe set.</param>
    /// <param name="noise">The noise that the judge counts.</param>
    /// <param name="policy">What passes.</param>
    /// <returns>Whether it would.</returns>
    public static bool Notices(AcceptedBaseline accepted, ImmutableArray<ProbeSetNoise> noise, JudgePolicy policy)
    {
        ArgumentNullException.ThrowIfNull(accepted);
        var baseline = accepted.Measurement;
        var nothing = baseline.With(baseline.Languages.ToDictionary(
            cell => cell.Language, cell => ImmutableArray.CreateRange(cell.Answers, _ => new Answer((int?)null))));
        var evidence = new Evidence(new Measurement(string.Empty, [nothing]), new Measurement(string.Empty, [baseline]))
        {
            Noise = noise,
            Baselines = [accepted],
        };

        // A baseline may be in languages that are configured no more: a run says so, and here they are members of the family too.
        var languages = baseline.Languages.Select(cell => cell.Language).ToList();
        var whole = policy with
        {
            FamilySize = policy.FamilySize is { } cells ? Math.Max(cells, languages.Count) : null,
            PooledFamilySize = policy.PooledFamilySize is { } pools ? Math.Max(pools, Judge.PooledTests(languages)) : null,
        };
        return Judge.Compare(evidence, whole, Scope.Everything).Verdict is Verdict.Regressed or Verdict.Changed;
    }

    /// <summary>What makes a gate blind: that without which it would notice such a model.</summary>
    /// <param name="accepted">The baseline of the probe set.</param>
    /// <param name="noise">The noise that the judge counts.</param>
    /// <param name="policy">What passes.</param>
    /// <returns>The cause; null where the gate is not blind.</returns>
    public static BlindingCause? BlindedBy(AcceptedBaseline accepted, ImmutableArray<ProbeSetNoise> noise, JudgePolicy policy) =>
        Notices(accepted, noise, policy) ? null
        : Notices(accepted, [], policy) ? BlindingCause.Noise
        : Notices(accepted, [], policy with { MinimumDrop = 0 }) ? BlindingCause.Margin
        : BlindingCause.TooFew;
}
