using CLiKA.Measurements.Taught;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Taught;

/// <summary>The tests of a change in the cross-retrieval ratio.</summary>
internal static class RetrievalTest
{
    /// <summary>
    /// Returns the two-sided p-value of the permutation test: each draw swaps the answers of baseline and candidate for a random half of the facts,
    /// in English and the language together and in all teachings. Null where either side is not taught.
    /// </summary>
    public static double? P(ConductivityCell baseline, ConductivityCell received, RetrievalWay way, int seed, int draws)
    {
        if (!baseline.IsTaught(way) || !received.IsTaught(way))
        {
            return null;
        }

        // A fact's answers are swapped as a whole, so both sides need equally many teachings: each is repeated up to the least common multiple, which
        // changes no mean.
        var (first, second) = (baseline.By(way), received.By(way));
        var slots = first.Length * second.Length / GreatestDivisor(first.Length, second.Length);
        return LabelSwap.Test(Outcomes(first, slots), Outcomes(second, slots), Counts, MeanRatio, seed, draws).P;
    }

    /// <summary>Returns the confidence interval of the change over the training seeds; null where either side has a single teaching.</summary>
    public static Interval? TrainingNoise(ConductivityCell baseline, ConductivityCell received, ConductivityPolicy policy) =>
        baseline.Teachings.Length < 2 || received.Teachings.Length < 2
            ? null
            : WelchInterval.Of(Ratios(baseline, policy.Way), Ratios(received, policy.Way), 1 - policy.Alpha);

    // English and the language of each teaching in turn.
    private static List<IReadOnlyList<bool>> Outcomes(IReadOnlyList<TeachingResult> teachings, int slots) =>
    [
        .. Enumerable.Range(0, slots).Select(slot => teachings[slot % teachings.Count])
            .SelectMany(teaching => (IReadOnlyList<bool>[])[teaching.PivotRight, teaching.OwnRight]),
    ];

    // For each teaching: whether the fact is right in English, and whether it is right in both languages.
    private static int[] Counts(IReadOnlyList<bool> answers) =>
        [.. answers.Chunk(2).SelectMany(teaching => (int[])[teaching[0] ? 1 : 0, teaching[0] && teaching[1] ? 1 : 0])];

    private static double? MeanRatio(IReadOnlyList<int> sums)
    {
        var sum = 0.0;
        for (var teaching = 0; teaching < sums.Count; teaching += 2)
        {
            if (sums[teaching] == 0)
            {
                return null;
            }

            sum += (double)sums[teaching + 1] / sums[teaching];
        }

        return 2 * sum / sums.Count;
    }

    private static double[] Ratios(ConductivityCell cell, RetrievalWay way) =>
        [.. cell.By(way).Select(teaching => teaching.CrossRetrieval!.Value)];

    private static int GreatestDivisor(int left, int right) => right == 0 ? left : GreatestDivisor(right, left % right);
}
