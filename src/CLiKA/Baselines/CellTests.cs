using System.Collections.Immutable;
using CLiKA.Statistics;

namespace CLiKA.Baselines;

/// <summary>The tests of single (probe set, language) cells.</summary>
internal static class CellTests
{
    public static ImmutableArray<CellComparison> Compare(IReadOnlyList<CellPair> pairs, JudgePolicy policy)
    {
        var values = pairs.Select(pair => McNemar.TwoSided(pair.Lost.Length, pair.Won.Length)).ToList();
        var adjusted = policy.Tests == TestFamily.Cells ? Holm.Adjust(values, policy.FamilySize) : AdjustOneSided(pairs, policy);
        var level = policy.Tests == TestFamily.Cells ? 0 : LevelOf(pairs, policy);
        return
        [
            .. pairs.Select((pair, index) =>
            {
                var cell = new CellComparison(
                    pair.ProbeSet,
                    pair.Received.Language,
                    pair.Received.Count,
                    pair.Lost,
                    pair.Won,
                    values[index],
                    adjusted[index],
                    default)
                {
                    Noise = pair.Noise,
                };
                if (policy.Tests == TestFamily.Pooled && !pair.IsIdentical)
                {
                    var detectable = PairedPower.MinimumDetectableLoss(cell.Count, cell.Churn, level);
                    cell = cell with { DetectableLoss = Finding.WithinReach(detectable, pair.Baseline.Accuracy) };
                }

                return cell with { Verdict = Decide(pair, cell, policy) };
            }),
        ];
    }

    /// <summary>How many items settle the cell in which the most answers changed, of those that were left open.</summary>
    public static int? ItemsToSettle(ImmutableArray<CellComparison> cells, JudgePolicy policy)
    {
        var open = cells.Where(cell => cell.Verdict == CellVerdict.Inconclusive).ToList();
        if (open.Count == 0 || policy.MinimumDrop == 0)
        {
            return null;
        }

        // With so many items answers change in every cell, and each is charged in full: what few changes cannot show now gives nothing away then.
        var level = policy.Alpha * (1 - policy.PooledShare) / (policy.FamilySize ?? cells.Length);
        var needed = open.GroupBy(cell => Finding.MarginOf(policy, cell.Noise))
            .Select(ofMargin => PairedPower.ItemsToDetect(ofMargin.Key, ofMargin.Max(cell => cell.Churn), level)).ToList();
        return needed.Contains(null) ? null : needed.Max();
    }

    // Only a loss raises an alarm, so that each direction has the whole of the cells' part of alpha: found is then whatever the two-sided
    // tests at twice that level find, and more.
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
        var found = Finding.Of(cell.Change, cell.AdjustedP, policy, cell.Noise);
        if (found == CellVerdict.Regressed)
        {
            return found;
        }

        return policy.Strict && pair.HasChangedMetric ? CellVerdict.Changed
            : found != CellVerdict.Unchanged || policy.Tests == TestFamily.Cells ? found
            : pair.IsIdentical ? CellVerdict.Identical
            : Finding.Qualify(cell.DetectableLoss, policy, cell.Noise);
    }
}
