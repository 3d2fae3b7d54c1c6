using System.Collections.Immutable;
using System.Globalization;
using CLiKA.Measurements;
using CLiKA.Statistics;

namespace CLiKA.Baselines;

/// <summary>
/// Compares a measurement with its baseline, item by item: McNemar's exact test in every (probe set, language) cell, adjusted over the
/// cells of the run by Holm's method. It sees the evidence and a policy, and nothing else.
/// </summary>
public static class Judge
{
    /// <summary>Judges a measurement.</summary>
    /// <param name="baseline">What was accepted before; null where nothing was.</param>
    /// <param name="received">What the model showed now. Each of its cells has to have a counterpart in the baseline.</param>
    /// <param name="policy">What passes.</param>
    /// <param name="scope">Which cells of the baseline have to be answered for.</param>
    /// <returns>The judgement.</returns>
    public static Judgement Compare(Measurement? baseline, Measurement received, JudgePolicy policy, Scope scope)
    {
        var objections = ImmutableArray.CreateBuilder<(string, Verdict, string)>();
        var pairs = new List<(string ProbeSet, LanguageMeasurement Baseline, LanguageMeasurement Received)>();
        foreach (var set in received.ProbeSets)
        {
            var reference = baseline?.ProbeSets.FirstOrDefault(candidate => candidate.ProbeSet == set.ProbeSet);
            if (reference is null)
            {
                objections.Add((set.ProbeSet, Verdict.NoBaseline, $"{set.ProbeSet}: no baseline for {received.Model}."));
            }
            else if (Objection(reference, set, policy, scope) is { } objection)
            {
                objections.Add((set.ProbeSet, Verdict.NotComparable, $"{set.ProbeSet}: {objection}."));
            }
            else
            {
                pairs.AddRange(set.Languages.Select(cell => (set.ProbeSet, reference.In(cell.Language)!, cell)));
            }
        }

        var unanswered = scope == Scope.Everything ? baseline?.ProbeSets.Select(set => set.ProbeSet) ?? [] : [];
        foreach (var missing in unanswered.Except(received.ProbeSets.Select(set => set.ProbeSet)))
        {
            objections.Add((missing, Verdict.NotComparable, $"{missing}: the baseline has it, and it was not received."));
        }

        var cells = CompareCells(pairs, policy);
        Verdict[] verdicts =
        [
            .. objections.Select(objection => objection.Item2),
            cells.Any(cell => cell.Verdict == CellVerdict.Regressed) ? Verdict.Regressed : Verdict.Pass,
        ];
        return new Judgement(verdicts.Max(), cells, objections.ToImmutable());
    }

    private static string? Objection(ProbeSetMeasurement baseline, ProbeSetMeasurement received, JudgePolicy policy, Scope scope)
    {
        var fingerprint = policy.AcrossDevices ? received.Fingerprint with { Device = baseline.Fingerprint.Device } : received.Fingerprint;
        var differences = baseline.Fingerprint.DifferencesTo(fingerprint).ToList();
        if (baseline.Chance != received.Chance || baseline.Ceiling != received.Ceiling)
        {
            differences.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"other scale (baseline {baseline.Chance} to {baseline.Ceiling}, received {received.Chance} to {received.Ceiling})"));
        }

        if (differences.Count == 0 && !baseline.Gold.SequenceEqual(received.Gold))
        {
            differences.Add("other gold letters");
        }

        var unknown = received.Languages.Where(cell => baseline.In(cell.Language) is null).Select(cell => cell.Language.Code).ToList();
        if (unknown.Count > 0)
        {
            differences.Add($"the baseline has no {string.Join(' ', unknown)}");
        }

        var unanswered = baseline.Languages.Where(cell => received.In(cell.Language) is null).Select(cell => cell.Language.Code).ToList();
        if (scope == Scope.Everything && unanswered.Count > 0)
        {
            differences.Add($"the baseline has {string.Join(' ', unanswered)}, which was not received");
        }

        return differences.Count == 0 ? null : string.Join("; ", differences);
    }

    private static ImmutableArray<CellComparison> CompareCells(
        List<(string ProbeSet, LanguageMeasurement Baseline, LanguageMeasurement Received)> pairs, JudgePolicy policy)
    {
        var changes = pairs.ConvertAll(pair => (
            Lost: Positions(pair.Baseline.IsCorrect, pair.Received.IsCorrect),
            Won: Positions(pair.Received.IsCorrect, pair.Baseline.IsCorrect)));
        var values = changes.ConvertAll(change => McNemar.TwoSided(change.Lost.Length, change.Won.Length));
        var adjusted = Holm.Adjust(values, policy.FamilySize);
        return
        [
            .. pairs.Select((pair, index) =>
            {
                var (lost, won) = changes[index];
                var comparison = new CellComparison(
                    pair.ProbeSet, pair.Received.Language, pair.Received.Count, lost, won, values[index], adjusted[index], default);
                return comparison with { Verdict = Decide(comparison, policy) };
            }),
        ];
    }

    private static CellVerdict Decide(CellComparison cell, JudgePolicy policy)
    {
        // In whole items: a drop of exactly the minimum must not be missed for want of a binary digit.
        const double Rounding = 1e-9;
        var isCounted = cell.AdjustedP <= policy.Alpha && Math.Abs(cell.Change) >= policy.MinimumDrop - Rounding;
        return (isCounted, cell.Change) switch
        {
            (true, < 0) => CellVerdict.Regressed,
            (true, > 0) => CellVerdict.Improved,
            _ => CellVerdict.Unchanged,
        };
    }

    private static ImmutableArray<int> Positions(ImmutableArray<bool> right, ImmutableArray<bool> wrong) =>
        [.. Enumerable.Range(0, right.Length).Where(item => right[item] && !wrong[item])];
}
