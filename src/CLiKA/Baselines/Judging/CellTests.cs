using System.Collections.Immutable;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Judging;

/// <summary>The McNemar tests of single (probe set, language) cells.</summary>
internal static class CellTests
{
    public static ImmutableArray<CellComparison> Compare(IReadOnlyList<CellPair> pairs, JudgePolicy policy)
    {
        List<CellPair> tested = [.. pairs.Where(pair => !policy.NoLossIn.Contains(pair.ProbeSet))];
        var adjusted = tested.Zip(policy.Tests == TestFamily.Cells ? Holm.Adjust([.. tested.Select(P)], policy.FamilySize) : AdjustOneSided(tested, policy))
            .ToDictionary(entry => entry.First, entry => entry.Second);
        var level = policy.Tests == TestFamily.Cells ? 0 : LevelOf(tested, policy);
        return
        [
            .. pairs.Select(pair =>
            {
                var isTested = adjusted.TryGetValue(pair, out var p);
                var cell = new CellComparison(
                    pair.ProbeSet,
                    pair.Received.Language,
                    pair.Received.Count,
                    pair.Lost,
                    pair.Won,
                    P(pair),
                    isTested ? p : null,
                    default)
                {
                    Noise = pair.Noise,
                };
                if (isTested && policy.Tests == TestFamily.Pooled && !pair.IsIdentical)
                {
                    var detectable = PairedPower.MinimumDetectableLoss(cell.Count, cell.Churn, level);
                    cell = cell with { DetectableLoss = Finding.WithinReach(detectable, pair.Baseline.Accuracy) };
                }

                return cell with { Verdict = Decide(pair, cell, policy) };
            }),
        ];

        static double P(CellPair pair) => McNemar.TwoSided(pair.Lost.Length, pair.Won.Length);
    }

    /// <summary>
    /// Returns the number of items at which the inconclusive cell with the highest churn becomes conclusive; null where there is none, or no number
    /// of items suffices.
    /// </summary>
    public static int? ItemsToSettle(ImmutableArray<CellComparison> cells, JudgePolicy policy)
    {
        var open = cells.Where(cell => cell.Verdict == CellVerdict.Inconclusive).ToList();
        if (open.Count == 0 || policy.MinimumDrop == 0)
        {
            return null;
        }

        // With so many items answers change in every cell, and each counts in full: the discrete tests then leave no part of the level unused.
        var level = policy.Alpha * (1 - policy.PooledShare) / (policy.FamilySize ?? cells.Count(cell => cell.AdjustedP is not null));
        var needed = open.GroupBy(cell => Finding.MarginOf(policy, cell.Noise))
            .Select(ofMargin => PairedPower.ItemsToDetect(ofMargin.Key, ofMargin.Max(cell => cell.Churn), level)).ToList();
        return needed.Contains(null) ? null : needed.Max();
    }

    // Only a loss raises an alarm, so each direction gets the cells' whole part of alpha: this finds everything that the two-sided tests at twice
    // that level find, and more.
    private static ImmutableArray<double> AdjustOneSided(IReadOnlyList<CellPair> pairs, JudgePolicy policy)
    {
        var losses = Adjust(pairs.Select(pair => (pair.Lost.Length, pair.Won.Length)), policy);
        var gains = Adjust(pairs.Select(pair => (pair.Won.Length, pair.Lost.Length)), policy);
        return
        [
            .. pairs.Select((pair, index) => (pair.Lost.Length > pair.Won.Length ? losses : gains)[index] / (1 - policy.PooledShare)),
        ];
    }

    private static ImmutableArray<double> Adjust(IEnumerable<(int Lost, int Won)> cells, JudgePolicy policy) => DiscreteHolm.Adjust(
        [
            .. cells.Select(cell => (
                McNemar.Loss(cell.Lost, cell.Won),
                (Func<double, double>)(p => McNemar.AttainableLoss(cell.Lost + cell.Won, p)))),
        ],
        policy.FamilySize);

    private static double LevelOf(IReadOnlyList<CellPair> pairs, JudgePolicy policy) => DiscreteHolm.FirstLevel(
        [.. pairs.Select(pair => (Func<double, double>)(p => McNemar.AttainableLoss(pair.Lost.Length + pair.Won.Length, p)))],
        policy.Alpha * (1 - policy.PooledShare),
        policy.FamilySize);

    private static CellVerdict Decide(CellPair pair, CellComparison cell, JudgePolicy policy)
    {
        var found = cell.AdjustedP is { } p ? Finding.Of(cell.Change, p, policy, cell.Noise)
            : pair.Lost.IsEmpty ? CellVerdict.Unchanged
            : CellVerdict.Regressed;
        if (found == CellVerdict.Regressed)
        {
            return found;
        }

        return policy.Strict && pair.HasChangedMetric ? CellVerdict.Changed
            : found != CellVerdict.Unchanged || policy.Tests == TestFamily.Cells ? found
            : pair.IsIdentical ? CellVerdict.Identical
            : cell.AdjustedP is null ? CellVerdict.Unchanged
            : Finding.Qualify(cell.DetectableLoss, policy, cell.Noise);
    }
}
