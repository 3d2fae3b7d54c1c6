using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>
/// What becomes of baselines when a person accepts what was received. What was called regressed then was seen: its reference moves, so that the
/// gate is not red for it until the next release, and what is lost after it adds up from there. All else keeps adding up from the release.
/// </summary>
public static class Acceptance
{
    /// <summary>Makes the baselines of what was received the release's own.</summary>
    /// <param name="received">What was received.</param>
    /// <param name="release">Name of the release.</param>
    /// <param name="reason">Why; null where nothing changed.</param>
    /// <returns>A baseline for each probe set that was received.</returns>
    public static ImmutableArray<AcceptedBaseline> OfRelease(Measurement received, string release, string? reason) =>
        [.. received.ProbeSets.Select(set => new AcceptedBaseline(set) { Changes = [new AcceptedChange(reason) { Release = release }] })];

    /// <summary>Makes baselines of what was received.</summary>
    /// <param name="evidence">What was received, and all that it is held against.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <param name="reason">Why.</param>
    /// <returns>A baseline for each probe set that was received; received again, none of them is called regressed since the release.</returns>
    public static ImmutableArray<AcceptedBaseline> Of(Evidence evidence, JudgePolicy policy, string reason)
    {
        var moved = Regressed(Judge.Compare(evidence, policy, Scope.Received), evidence.Received);
        while (true)
        {
            var next = evidence.Received.ProbeSets
                .Select(set => Next(Previous(evidence, set), set, reason, moved[set.ProbeSet], policy)).ToImmutableArray();

            // What would be called regressed once this is accepted moves too; each round moves one language at least.
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

    private static AcceptedBaseline? Previous(Evidence evidence, ProbeSetMeasurement set) =>
        evidence.Baselines.FirstOrDefault(baseline => baseline.Measurement.ProbeSet == set.ProbeSet);

    // A loss over all languages is a loss of each of them.
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
