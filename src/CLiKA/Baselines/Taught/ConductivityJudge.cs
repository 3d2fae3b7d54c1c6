using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Taught;

/// <summary>
/// Compares conductivity with its baseline: a permutation test of the cross-retrieval ratio over the facts of type 1 in every (world, language) cell,
/// adjusted over the cells of the run by Holm's step-down method; and, where both sides were taught several times, a check whether the change exceeds
/// the variation between trainings.
/// </summary>
public static class ConductivityJudge
{
    /// <summary>Judges a measurement.</summary>
    /// <param name="baseline">What was accepted before; empty where nothing was.</param>
    /// <param name="received">The received measurements.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <param name="scope">Which cells of the baseline must have been received.</param>
    /// <returns>The judgement.</returns>
    public static ConductivityJudgement Compare(
        ImmutableArray<ConductivityMeasurement> baseline,
        ImmutableArray<ConductivityMeasurement> received,
        ConductivityPolicy policy,
        Scope scope)
    {
        var objections = ImmutableArray.CreateBuilder<ConductivityObjection>();
        var pairs = new List<(string World, ConductivityCell Baseline, ConductivityCell Received)>();
        foreach (var world in received)
        {
            if (world.Prior.AreKnown(world.Facts.Chance))
            {
                objections.Add(new(world.World, null, Verdict.NotComparable, Known(world)));
            }

            var reference = baseline.FirstOrDefault(candidate => candidate.World == world.World);
            if (reference is null)
            {
                objections.Add(new(world.World, null, Verdict.NoBaseline, $"{world.World}: no baseline of conductivity."));
            }
            else if (Objection(reference, world, policy) is { } objection)
            {
                objections.Add(new(world.World, null, Verdict.NotComparable, $"{world.World}: {objection}."));
            }
            else
            {
                foreach (var cell in world.Cells)
                {
                    if (Objection(reference.In(cell.Language), cell, policy) is { } reason)
                    {
                        objections.Add(new(world.World, cell.Language, Verdict.NotComparable, $"{world.World}, {cell.Language}: {reason}."));
                    }
                    else
                    {
                        pairs.Add((world.World, reference.In(cell.Language)!, cell));
                    }
                }
            }
        }

        if (scope == Scope.Everything)
        {
            objections.AddRange(Unanswered(baseline, received));
        }

        return new(CompareCells(pairs, policy), objections.ToImmutable());
    }

    private static string Known(ConductivityMeasurement world) => string.Create(
        CultureInfo.InvariantCulture,
        $"{world.World}: before teaching, the model already answered {world.Prior.Right} of {world.Prior.Asked} facts right (chance "
        + $"{world.Facts.Chance:0.000}); facts that it knew already say nothing about conductivity. Give the world another seed.");

    private static string? Objection(ConductivityMeasurement baseline, ConductivityMeasurement received, ConductivityPolicy policy)
    {
        var device = FaultyDevice.Across(baseline.Fingerprint.Device, received.Fingerprint.Device);
        var fingerprint = policy.AcrossDevices ? received.Fingerprint with { Device = device } : received.Fingerprint;
        var differences = baseline.Fingerprint.DifferencesTo(fingerprint).ToList();
        if (!baseline.Facts.AreThoseOf(received.Facts))
        {
            differences.Add("different facts");
        }

        return differences.Count == 0 ? null : string.Join("; ", differences);
    }

    private static string? Objection(ConductivityCell? baseline, ConductivityCell received, ConductivityPolicy policy) =>
        baseline is null ? "the baseline has no such language"
        : baseline.Set != received.Set ? $"different questions (baseline {ShortHash.Of(baseline.Set)}, received {ShortHash.Of(received.Set)})"
        : baseline.Ways.Concat(received.Ways).Count(way => way == policy.Way) < 2
            ? $"the gate decides by {EnumName.Of(policy.Way)}, which the baseline or what was received lacks"
        : null;

    private static IEnumerable<ConductivityObjection> Unanswered(
        ImmutableArray<ConductivityMeasurement> baseline, ImmutableArray<ConductivityMeasurement> received) =>
        from world in baseline
        let answered = received.FirstOrDefault(candidate => candidate.World == world.World)
        from cell in world.Cells
        where answered?.In(cell.Language) is null
        select new ConductivityObjection(
            world.World,
            cell.Language,
            Verdict.NotComparable,
            $"{world.World}, {cell.Language}: conductivity is in the baseline, but not in what was received.");

    private static ImmutableArray<ConductivityComparison> CompareCells(
        List<(string World, ConductivityCell Baseline, ConductivityCell Received)> pairs, ConductivityPolicy policy)
    {
        var draws = LabelSwap.DrawsAt(policy.Alpha / Math.Max(1, policy.FamilySize ?? pairs.Count));
        List<double?> values = pairs.ConvertAll(pair => RetrievalTest.P(pair.Baseline, pair.Received, policy.Way, policy.Seed, draws));
        List<double> tested = [.. values.OfType<double>()];
        var adjusted = new Queue<double>(Holm.Adjust(tested, policy.FamilySize));
        return
        [
            .. pairs.Zip(values, (pair, p) =>
            {
                var comparison = new ConductivityComparison(pair.World, policy.Way, pair.Baseline, pair.Received, default)
                {
                    P = p,
                    AdjustedP = p is null ? null : adjusted.Dequeue(),
                    TrainingNoise = p is null ? null : RetrievalTest.TrainingNoise(pair.Baseline, pair.Received, policy),
                };
                var verdict = Decide(comparison, policy);
                return comparison with
                {
                    Verdict = policy.Strict && verdict < ConductivityVerdict.NotTaught && Rows(pair.Baseline) != Rows(pair.Received) ? ConductivityVerdict.Changed : verdict,
                };
            }),
        ];
    }

    private static ConductivityVerdict Decide(ConductivityComparison cell, ConductivityPolicy policy)
    {
        if (cell.Change is not { } change)
        {
            return (cell.Baseline.IsTaught(policy.Way), cell.Received.IsTaught(policy.Way)) switch
            {
                (true, _) => ConductivityVerdict.NotTaught,
                (_, true) => ConductivityVerdict.NowTaught,
                _ => ConductivityVerdict.NeverTaught,
            };
        }

        // Two taught sides always have a p-value; should one be missing, the cell must not count as unchanged.
        return cell.AdjustedP > policy.Alpha || Math.Abs(change) < policy.MinimumDrop - Finding.Rounding ? ConductivityVerdict.Unchanged
            : cell.TrainingNoise is { Low: <= 0, High: >= 0 } ? ConductivityVerdict.WithinTrainingNoise
            : change > 0 ? ConductivityVerdict.Improved
            : ConductivityVerdict.Regressed;
    }

    private static string Rows(ConductivityCell cell) => string.Concat(
        cell.Ways.SelectMany(way => cell.By(way)).Select(ConductivityJson.TextOf));
}
