using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;

namespace CLiKA.Baselines.Judging;

/// <summary>
/// The tests against the last release, which detect losses that are too small one by one but add up. They cover the languages whose reference is not
/// the measurement accepted last, which the other tests compare with already. Where no loss is allowed, every loss was seen when it happened, so none
/// accumulates unseen.
/// </summary>
internal sealed class ReleaseTests
{
    private readonly ImmutableArray<(AcceptedBaseline Baseline, ImmutableArray<string> Languages)> _members;
    private readonly ImmutableArray<ProbeSetNoise> _noise;
    private readonly JudgePolicy _policy;

    public ReleaseTests(Evidence evidence, JudgePolicy policy)
    {
        (_noise, _policy) = (evidence.Noise, policy);
        _members =
        [
            .. evidence.Baselines.Where(baseline => !policy.NoLossIn.Contains(baseline.Measurement.ProbeSet))
                .Select(baseline => (baseline, Languages: DifferingIn(baseline, policy))).Where(member => !member.Languages.IsEmpty),
        ];
    }

    /// <summary>
    /// The part of alpha that these tests get; the others get the rest. It depends only on what was accepted, never on what was received.
    /// </summary>
    public double Share => _members.IsEmpty ? 0 : _policy.ReleaseShare;

    /// <summary>The policy with the part of alpha that is left to the tests against the measurement accepted last.</summary>
    public JudgePolicy Remainder => _policy with { Alpha = _policy.Alpha * (1 - Share) };

    /// <summary>Compares a received measurement with the release.</summary>
    /// <param name="received">The received probe sets that are comparable with the measurement accepted last.</param>
    public (ImmutableArray<CellComparison> Cells, ImmutableArray<PoolComparison> Pools) Compare(IReadOnlyList<ProbeSetMeasurement> received)
    {
        // The references are comparable with the measurement accepted last, and so with what was received.
        var members = received.SelectMany(
            set => _members.Where(member => member.Baseline.Measurement.ProbeSet == set.ProbeSet),
            (set, member) => (Received: set, member.Baseline, Reference: member.Baseline.Reference!, member.Languages)).ToList();

        // The family is that of the whole run, whatever a filter left of it.
        var policy = _policy with
        {
            Alpha = _policy.Alpha * Share,
            Strict = false,
            FamilySize = _members.Sum(member => member.Languages.Length),
            PooledFamilySize = _members.Sum(
                member => PoolTests.CountOf([.. member.Baseline.Reference!.Languages.Select(cell => cell.Language)])),
        };
        var noise = new NoiseEvidence(_noise, members.ConvertAll(member => (member.Reference, member.Received)), policy);
        var cells = CellTests.Compare(
            [
                .. members.SelectMany(member => member.Received.Languages
                    .Where(cell => member.Languages.Contains(cell.Language.Code))
                    .Select(cell => new CellPair(member.Received.ProbeSet, member.Reference.In(cell.Language)!, cell)
                    {
                        Noise = noise.Of(member.Received.ProbeSet, cell.Language),
                    })),
            ],
            policy);

        // Whole means as accepted last: a language that was dropped after the release does not prevent the test of the others. A language that the
        // reference lacks cannot be tested against it.
        var whole = members.Where(member => member.Received.Languages.Length == member.Baseline.Measurement.Languages.Length
            && member.Received.Languages.All(cell => member.Reference.In(cell.Language) is not null)).ToList();
        ImmutableArray<PoolComparison> pools = policy.Tests == TestFamily.Pooled
            ? PoolTests.Compare([.. whole.Select(member => (member.Reference, member.Received))], noise, policy)
            : [];
        return (
            [.. cells.Select(cell => cell with { AdjustedP = Scaled(cell.AdjustedP, Share), Since = BaselineOf(cell.ProbeSet).PointOf(cell.Language) })],
            [.. pools.Select(pool => pool with { AdjustedP = Scaled(pool.AdjustedP, Share), Since = BaselineOf(pool.ProbeSet).PointOf(null) })]);

        AcceptedBaseline BaselineOf(string probeSet) => members.First(member => member.Received.ProbeSet == probeSet).Baseline;
    }

    /// <summary>Returns one sentence for each probe set whose losses do not accumulate from the release.</summary>
    public static IEnumerable<string> Remarks(Evidence evidence, JudgePolicy policy)
    {
        foreach (var set in evidence.Received.ProbeSets.Where(set => !policy.NoLossIn.Contains(set.ProbeSet)))
        {
            var baseline = evidence.BaselineOf(set.ProbeSet);
            if (baseline?.Reference is not { } reference)
            {
                continue;
            }

            var differences = Judge.Differences(reference, baseline.Measurement, policy);
            if (differences.Count > 0)
            {
                yield return $"{set.ProbeSet}: NOT COMPARED with release {baseline.Release}: the accepted baseline differs from it in more than "
                    + $"answers ({string.Join("; ", differences)}), so accepted losses do not add up. Accept it again.";
            }
            else if (baseline.IsRevised)
            {
                yield return $"{set.ProbeSet}: NOT COMPARED with release {baseline.Release}: since then the probe set, or how it is asked, changed. Losses add up "
                    + "from that change on; what the change itself cost was not measured.";
            }
        }
    }

    /// <summary>Scales an adjusted p-value by its part of alpha, so that it is compared with alpha, and caps it at 1.</summary>
    public static double? Scaled(double? adjustedP, double share) => adjustedP is { } p ? Math.Min(1, p / share) : null;

    // A reference that is not comparable with the measurement accepted last is not tested: its remark says so.
    private static ImmutableArray<string> DifferingIn(AcceptedBaseline baseline, JudgePolicy policy) =>
        baseline.Reference is { } reference && Judge.Differences(reference, baseline.Measurement, policy).Count == 0
        ?
        [
            .. baseline.Measurement.Languages
                .Where(cell => reference.In(cell.Language) is { } before && !before.IsAnsweredAs(cell))
                .Select(cell => cell.Language.Code),
        ]
        : [];
}
