using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;

namespace CLiKA.Baselines.Judging;

/// <summary>
/// Compares a measurement with its baseline, item by item: an exact test for every (probe set, language) cell and, unless the policy says otherwise,
/// one pooled over all languages for each level and probe set; no test where no loss is allowed. The judgement is a function of the evidence and the
/// policy alone.
/// </summary>
public static class Judge
{
    /// <summary>Judges a measurement.</summary>
    /// <param name="evidence">The received measurement, and what it is compared with.</param>
    /// <param name="policy">The gate's policy.</param>
    /// <param name="scope">Which cells of the baseline must have been received.</param>
    /// <returns>The judgement.</returns>
    public static Judgement Compare(Evidence evidence, JudgePolicy policy, Scope scope)
    {
        var (sets, objections) = Match(evidence, policy, scope);
        var noise = new NoiseEvidence(evidence.Noise, sets, policy);
        var release = new ReleaseTests(evidence, policy);
        var (rest, share) = (release.Remainder, 1 - release.Share);
        List<CellPair> pairs = [.. sets.SelectMany(set => PairsOf(set.Baseline, set.Received, noise))];
        var cells = CellTests.Compare(pairs, rest);

        // A test pooled over the languages that a filter left would be another test than the declared one.
        var wholeSets = sets.Where(set => set.Received.Languages.Length == set.Baseline.Languages.Length && !policy.NoLossIn.Contains(set.Received.ProbeSet)).ToList();
        ImmutableArray<PoolComparison> pools = policy.Tests == TestFamily.Pooled ? PoolTests.Compare(wholeSets, noise, rest) : [];
        var (cellsSince, poolsSince) = release.Compare([.. sets.Select(set => set.Received)]);
        var found = cells.Concat(cellsSince).Select(cell => cell.Verdict)
            .Concat(pools.Concat(poolsSince).Select(pool => pool.Verdict)).ToHashSet();
        var verdict = found.Contains(CellVerdict.Regressed) ? Verdict.Regressed
            : found.Contains(CellVerdict.Changed) ? Verdict.Changed
            : Verdict.Pass;
        return new Judgement(
            objections.Select(objection => objection.Verdict).Append(verdict).Max(),
            [.. cells.Select(cell => cell with { AdjustedP = ReleaseTests.Scaled(cell.AdjustedP, share) })],
            objections)
        {
            Policy = policy,
            Pools = [.. pools.Select(pool => pool with { AdjustedP = ReleaseTests.Scaled(pool.AdjustedP, share) })],
            ItemsToSettle = CellTests.ItemsToSettle(cells, rest),
            CellsSinceRelease = cellsSince,
            PoolsSinceRelease = poolsSince,
            Remarks = [.. Unread(evidence), .. noise.Remarks, .. ReleaseTests.Remarks(evidence, policy)],
        };
    }

    /// <summary>
    /// Returns the reasons why two measurements of a probe set are not comparable in any language; empty where they are comparable.
    /// </summary>
    internal static List<string> Differences(ProbeSetMeasurement baseline, ProbeSetMeasurement received, JudgePolicy policy)
    {
        var device = FaultyDevice.Across(baseline.Fingerprint.Device, received.Fingerprint.Device);
        var fingerprint = policy.AcrossDevices ? received.Fingerprint with { Device = device } : received.Fingerprint;
        var differences = baseline.Fingerprint.DifferencesTo(fingerprint).ToList();
        if (baseline.Fingerprint.Items != received.Fingerprint.Items)
        {
            // The hashes, whose difference comes first, tell that the items differ but not how.
            differences[0] = $"{differences[0]}: {ItemDifference.Describe(baseline, received)}";
        }

        if (baseline.Chance != received.Chance || baseline.Ceiling != received.Ceiling)
        {
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"different scale (baseline {baseline.Chance} to {baseline.Ceiling}, received {received.Chance} to {received.Ceiling})"));
        }

        if (differences.Count == 0 && !baseline.Gold.SequenceEqual(received.Gold))
        {
            differences.Add("different gold letters");
        }

        return differences;
    }

    // Pairs what was received with its baseline; the objections say what has no counterpart, and why.
    private static (List<(ProbeSetMeasurement Baseline, ProbeSetMeasurement Received)> Sets, ImmutableArray<Objection> Objections)
        Match(Evidence evidence, JudgePolicy policy, Scope scope)
    {
        var (received, baseline) = evidence;
        var objections = ImmutableArray.CreateBuilder<Objection>();
        var sets = new List<(ProbeSetMeasurement, ProbeSetMeasurement)>();
        foreach (var set in received.ProbeSets)
        {
            if (evidence.Unreadable.TryGetValue(set.ProbeSet, out var fault))
            {
                objections.Add(new(set.ProbeSet, Verdict.NotComparable, fault.Message) { Fault = fault });
            }
            else if (baseline?.In(set.ProbeSet) is not { } reference)
            {
                objections.Add(new(set.ProbeSet, Verdict.NoBaseline, $"{set.ProbeSet}: no baseline for {received.Model}."));
            }
            else if (ReasonAgainst(reference, set, policy, scope) is { } reason)
            {
                objections.Add(new(set.ProbeSet, Verdict.NotComparable, $"{set.ProbeSet}: {reason}."));
            }
            else
            {
                sets.Add((reference, set));
            }
        }

        var unanswered = scope == Scope.Everything ? baseline?.ProbeSets.Select(set => set.ProbeSet) ?? [] : [];
        foreach (var missing in unanswered.Except(received.ProbeSets.Select(set => set.ProbeSet)))
        {
            objections.Add(new(missing, Verdict.NotComparable, $"{missing}: in the baseline, but not in what was received."));
        }

        return (sets, objections.ToImmutable());
    }

    // A run of a part needs no baseline of the rest; but with it, less of alpha may be left to the part.
    private static IEnumerable<string> Unread(Evidence evidence) => evidence.Unreadable
        .Where(entry => evidence.Received.In(entry.Key) is null)
        .Select(entry => $"What was accepted of {entry.Key} could not be read. {entry.Value.Message}");

    private static IEnumerable<CellPair> PairsOf(ProbeSetMeasurement baseline, ProbeSetMeasurement received, NoiseEvidence noise)
    {
        // Restrict the baseline to the languages that a filter left: without English there is no en-CO on either side, so none that changed.
        var answered = received.Languages.Length == baseline.Languages.Length
            ? baseline
            : baseline.With(received.Languages.ToDictionary(cell => cell.Language, cell => baseline.In(cell.Language)!.Answers));
        return received.Languages.Select(cell =>
            new CellPair(received.ProbeSet, answered.In(cell.Language)!, cell) { Noise = noise.Of(received.ProbeSet, cell.Language) });
    }

    private static string? ReasonAgainst(ProbeSetMeasurement baseline, ProbeSetMeasurement received, JudgePolicy policy, Scope scope)
    {
        var differences = Differences(baseline, received, policy);
        var unknown = received.Languages.Where(cell => baseline.In(cell.Language) is null).Select(cell => cell.Language.Code).ToList();
        if (unknown.Count > 0)
        {
            differences.Add($"the baseline has no {string.Join(' ', unknown)}");
        }

        var unanswered = baseline.Languages.Where(cell => received.In(cell.Language) is null).Select(cell => cell.Language.Code).ToList();
        if (scope == Scope.Everything && unanswered.Count > 0)
        {
            differences.Add($"the baseline has {string.Join(' ', unanswered)}, which was not asked");
        }

        return differences.Count == 0 ? null : string.Join("; ", differences);
    }
}
