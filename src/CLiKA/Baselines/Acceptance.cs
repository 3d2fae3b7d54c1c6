using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// Computes the new baselines when a person accepts a received measurement. Where a language was called regressed, the loss has been seen: its
/// reference point moves, so that the gate does not stay red until the next release, and later losses accumulate from there. All other losses keep
/// accumulating from the release.
/// </summary>
public static class Acceptance
{
    /// <summary>Makes the received measurement the baseline of a release.</summary>
    /// <param name="received">The received measurement.</param>
    /// <param name="release">Name of the release.</param>
    /// <param name="reason">The reason given; null where nothing changed.</param>
    /// <returns>A baseline for each probe set that was received.</returns>
    public static ImmutableArray<AcceptedBaseline> OfRelease(Measurement received, string release, string? reason) =>
        [.. received.ProbeSets.Select(set => new AcceptedBaseline(set) { Changes = [new AcceptedChange(reason) { Release = release }] })];

    /// <summary>Makes the received measurement the new baseline.</summary>
    /// <param name="evidence">The received measurement and everything that it is compared with.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <param name="reason">The reason given.</param>
    /// <returns>
    /// A baseline for each probe set that was received; if the same measurement were received again, no language would be called regressed since the
    /// release.
    /// </returns>
    public static ImmutableArray<AcceptedBaseline> Of(Evidence evidence, JudgePolicy policy, string reason)
    {
        var moved = Regressed(Judge.Compare(evidence, policy, Scope.Received), evidence.Received);
        while (true)
        {
            var next = evidence.Received.ProbeSets
                .Select(set => Next(evidence.BaselineOf(set.ProbeSet), set, reason, moved[set.ProbeSet], policy)).ToImmutableArray();

            // The references of languages that would be called regressed once this is accepted move too; each round moves at least one language.
            var accepted = evidence with
            {
                Accepted = evidence.Received,
                Baselines = [.. next, .. evidence.Baselines.Where(other => evidence.Received.In(other.Measurement.ProbeSet) is null)],
            };
            var further = Regressed(Judge.Compare(accepted, policy, Scope.Received), evidence.Received);
            if (further.Values.All(languages => languages.IsEmpty))
            {
                return next;
            }

            moved = moved.ToImmutableDictionary(pair => pair.Key, pair => pair.Value.Union(further[pair.Key]));
        }
    }

    // A loss in a test pooled over all languages counts as a loss in each of them.
    private static ImmutableDictionary<string, ImmutableHashSet<Language>> Regressed(Judgement judgement, Measurement received) =>
        received.ProbeSets.ToImmutableDictionary(
            set => set.ProbeSet,
            set => judgement.FailedPools.Any(pool => pool.ProbeSet == set.ProbeSet)
                ? [.. set.Languages.Select(cell => cell.Language)]
                : judgement.CellsThat(CellVerdict.Regressed).Concat(judgement.CellsSinceRelease.Where(cell => cell.Verdict == CellVerdict.Regressed))
                    .Where(cell => cell.ProbeSet == set.ProbeSet).Select(cell => cell.Language).ToImmutableHashSet());

    private static AcceptedBaseline Next(
        AcceptedBaseline? previous, ProbeSetMeasurement set, string reason, ImmutableHashSet<Language> moved, JudgePolicy policy)
    {
        var change = new AcceptedChange(reason);
        if (previous?.Reference is not { } reference)
        {
            return new AcceptedBaseline(set) { Changes = [.. previous?.Changes ?? [], change] };
        }

        if (Judge.Differences(reference, set, policy).Count > 0)
        {
            return new AcceptedBaseline(set) { Changes = [.. previous.Changes, change with { IsRevision = true }] };
        }

        var languages = set.Languages.Select(cell => cell.Language).ToList();
        change = change with
        {
            References = [.. languages.Where(language => moved.Contains(language) || reference.In(language) is null)],
        };
        var next = new AcceptedBaseline(set) { Changes = [.. previous.Changes, change], AtRelease = previous.Start };
        return next.HasMovedReference
            ? next with
            {
                MovedReference = reference.With(languages.ToDictionary(
                    language => language,
                    language => (change.References.Contains(language) ? set : reference).In(language)!.Answers)),
            }
            : next;
    }
}
