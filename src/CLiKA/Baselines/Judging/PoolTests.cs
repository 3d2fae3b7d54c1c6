using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Metrics;
using CLiKA.Statistics;
using MathNet.Numerics.Distributions;

namespace CLiKA.Baselines.Judging;

/// <summary>The tests of a level and probe set, pooled over all languages.</summary>
internal static class PoolTests
{
    private const int Seed = 1;

    /// <summary>Returns the number of pooled tests of a probe set (<see cref="JudgePolicy.PooledFamilySize"/>).</summary>
    /// <param name="languages">The languages in which the set is asked.</param>
    /// <returns>One test for each level that the languages support: Consistency needs English and another language.</returns>
    public static int CountOf(IReadOnlyCollection<Language> languages) => Metrics.Consistency.IsShownIn(languages) ? 2 : 1;

    public static ImmutableArray<PoolComparison> Compare(
        IReadOnlyList<(ProbeSetMeasurement Baseline, ProbeSetMeasurement Received)> sets, NoiseEvidence noise, JudgePolicy policy)
    {
        var family = policy.PooledFamilySize ?? sets.Sum(set => CountOf([.. set.Received.Languages.Select(cell => cell.Language)]));
        var level = policy.Alpha * policy.PooledShare / Math.Max(1, family);
        var tests = sets.SelectMany(set => TestsOf(set, level)).ToList();

        // A level that could not be tested counts with a p-value of 1, and remains a member of the family.
        var losses = Holm.Adjust([.. tests.Select(test => test.LossP ?? 1)], family);
        var gains = Holm.Adjust([.. tests.Select(test => test.GainP ?? 1)], family);
        return
        [
            .. tests.Select((test, index) =>
            {
                var adjusted = (test.Pool.Change < 0 ? losses : gains)[index] / policy.PooledShare;
                var pool = test.Pool with
                {
                    AdjustedP = test.LossP is null ? null : adjusted,
                    Noise = noise.Of(test.Pool.ProbeSet, test.Pool.Level),
                    DetectableLoss = test.IsIdentical ? null : DetectableLoss(test.Pool, test.Error, level),
                };
                return pool with { Verdict = Decide(pool, test.IsIdentical, policy) };
            }),
        ];
    }

    private static IEnumerable<PoolTest> TestsOf((ProbeSetMeasurement Baseline, ProbeSetMeasurement Received) set, double level)
    {
        // English comes first where it was asked: languages are in a fixed order.
        Language[] languages = [.. set.Received.Languages.Select(cell => cell.Language)];
        IReadOnlyList<bool>[] before = [.. languages.Select(language => set.Baseline.In(language)!.IsCorrect)];
        IReadOnlyList<bool>[] now = [.. languages.Select(language => set.Received.In(language)!.IsCorrect)];
        var isIdentical = languages.All(language => set.Baseline.In(language)!.IsAnsweredAs(set.Received.In(language)!));

        yield return Performance(Empty(Level.Performance), before, now, isIdentical);
        if (Metrics.Consistency.IsShownIn(languages))
        {
            yield return Consistency(Empty(Level.Consistency), before, now, isIdentical, level);
        }

        PoolComparison Empty(Level level) =>
            new(set.Received.ProbeSet, level, set.Received.Gold.Length, languages.Length, null, null, null, null, default);
    }

    private static PoolTest Performance(PoolComparison pool, IReadOnlyList<bool>[] before, IReadOnlyList<bool>[] now, bool isIdentical)
    {
        var changes = PairedDifference.ChangesByItem(before, now);
        var (loss, gain) = (SignFlip.Loss(changes), SignFlip.Loss([.. changes.Select(change => -change)]));
        return new PoolTest(
            pool with { Before = Accuracy(before), Now = Accuracy(now), P = Math.Min(1, 2 * Math.Min(loss, gain)) },
            loss,
            gain,
            pool.Items > 1 ? PairedDifference.Of(before, now).StandardError : null,
            isIdentical);

        static double Accuracy(IReadOnlyList<bool>[] languages) =>
            Metrics.Performance.Accuracy(
                languages.Sum(language => language.Count(right => right)), languages.Sum(language => language.Count));
    }

    private static PoolTest Consistency(
        PoolComparison pool, IReadOnlyList<bool>[] before, IReadOnlyList<bool>[] now, bool isIdentical, double level)
    {
        var draws = LabelSwap.DrawsAt(level);
        var test = LabelSwap.Test(before, now, Metrics.Consistency.OverlapCounts, Metrics.Consistency.OverlapOf, Seed, draws);
        return new PoolTest(
            pool with { Before = test.Baseline, Now = test.Candidate, P = test.P },
            test.LossP,
            test.GainP,
            level * draws < 1 ? null : test.Spread,
            isIdentical);
    }

    // A normal approximation, bounded below by the discrete test: it is never significant with fewer changed items than it takes when all of them are
    // lost.
    private static double? DetectableLoss(PoolComparison pool, double? error, double level)
    {
        var loss = error * (Normal.InvCDF(0, 1, 1 - level) + Normal.InvCDF(0, 1, PairedPower.Target));
        var least = Math.Ceiling(-Math.Log2(level)) / ((double)pool.Items * pool.Languages);
        return loss is { } value ? Finding.WithinReach(Math.Max(value, least), pool.Before) : null;
    }

    private static CellVerdict Decide(PoolComparison pool, bool isIdentical, JudgePolicy policy)
    {
        var found = pool.AdjustedP is { } p && pool.Change is { } change ? Finding.Of(change, p, policy, pool.Noise) : CellVerdict.Unchanged;
        return found != CellVerdict.Unchanged ? found
            : isIdentical ? CellVerdict.Identical
            : Finding.Qualify(pool.DetectableLoss, policy, pool.Noise);
    }

    private sealed record PoolTest(PoolComparison Pool, double? LossP, double? GainP, double? Error, bool IsIdentical);
}
