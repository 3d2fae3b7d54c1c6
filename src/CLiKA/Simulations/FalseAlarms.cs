using System.Collections.Immutable;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>
/// Estimates how often the gate calls an unchanged model regressed, from recorded answers: the labels of two models' answers to each item, in all
/// languages together, are swapped at random, so that neither side is better and the dependence between languages is that of the recording.
/// </summary>
public static class FalseAlarms
{
    private const int Levels = 2;

    /// <summary>Simulates runs.</summary>
    /// <param name="baseline">The measurement of one model.</param>
    /// <param name="received">The measurement of the other model, on the same probe sets in the same languages, English among them.</param>
    /// <param name="policy">The gate's policy: alpha, its split and the margin.</param>
    /// <param name="runs">Number of runs, at least 1.</param>
    /// <param name="seed">Seed of the random number generator.</param>
    /// <returns>The rates of whole runs under each procedure for the cells, of the cells alone, and of the pooled tests alone.</returns>
    /// <exception cref="ArgumentException">
    /// The two measurements differ in probe sets or languages, or are not in English and another language.
    /// </exception>
    public static ImmutableArray<AlarmRate> Of(Measurement baseline, Measurement received, JudgePolicy policy, int runs, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(runs, 1);
        var random = new Random(seed);
        var sets = Pair(baseline, received).ConvertAll(pair => new SwappedSet(pair.Baseline, pair.Received));
        var draws = LabelSwap.DrawsAt(policy.Alpha * policy.PooledShare / (Levels * sets.Count));
        sets.ForEach(set => set.DrawOverlaps(random, draws));
        var table = new LossTable();
        var smallest = SmallestValues(sets, table, random);
        var cells = new CellAlarms(table, policy.Alpha * (1 - policy.PooledShare));
        var procedures = Enum.GetValues<CellProcedure>();
        var (alone, whole, pooled) = (new int[procedures.Length], new int[procedures.Length], 0);
        for (var run = 0; run < runs; run++)
        {
            var drawn = sets.ConvertAll(set => set.Draw(random));
            var isPoolLost = IsPoolLost(drawn, policy);
            pooled += isPoolLost ? 1 : 0;
            foreach (var (index, procedure) in procedures.Index())
            {
                var isCellLost = IsCellLost(sets, drawn, cells, procedure, smallest, policy);
                alone[index] += isCellLost ? 1 : 0;
                whole[index] += isCellLost || isPoolLost ? 1 : 0;
            }
        }

        return
        [
            .. procedures.Select((procedure, index) => new AlarmRate($"run: cells by {Name(procedure)}, and pools", runs, whole[index])),
            .. procedures.Select((procedure, index) => new AlarmRate($"cells alone by {Name(procedure)}", runs, alone[index])),
            new AlarmRate("pools alone", runs, pooled),
        ];
    }

    private static string Name(CellProcedure procedure) => procedure switch
    {
        CellProcedure.Holm => "Holm",
        CellProcedure.DiscreteHolm => "discrete Holm (the gate)",
        CellProcedure.SmallestP => "smallest p",
        _ => throw new ArgumentOutOfRangeException(nameof(procedure)),
    };

    private static List<(ProbeSetMeasurement Baseline, ProbeSetMeasurement Received)> Pair(Measurement baseline, Measurement received) =>
    [
        .. received.ProbeSets.Select(set =>
        {
            var other = baseline.ProbeSets.FirstOrDefault(candidate => candidate.ProbeSet == set.ProbeSet);
            return other is not null
                && other.Gold.SequenceEqual(set.Gold)
                && other.Languages.Select(cell => cell.Language).SequenceEqual(set.Languages.Select(cell => cell.Language))
                && set.Languages.Length > 1
                && set.In(Language.Pivot) is not null
                ? (other, set)
                : throw new ArgumentException(
                    $"{set.ProbeSet}: both models have to answer the same items in the same languages, English and another among them.");
        }),
    ];

    private static double[] SmallestValues(List<SwappedSet> sets, LossTable table, Random random)
    {
        var smallest = new double[LabelSwap.LeastDraws];
        for (var draw = 0; draw < smallest.Length; draw++)
        {
            smallest[draw] = sets.SelectMany(set => set.Draw(random).Cells).Min(cell => table.Loss(cell.Lost, cell.Won));
        }

        Array.Sort(smallest);
        return smallest;
    }

    private static bool IsCellLost(
        List<SwappedSet> sets, List<SwapOutcome> drawn, CellAlarms cells, CellProcedure procedure, double[] smallest, JudgePolicy policy)
    {
        List<(int Items, (int Lost, int Won) Cell)> all =
            [.. sets.Zip(drawn).SelectMany(pair => pair.Second.Cells, (pair, cell) => (pair.First.Items, cell))];
        var found = cells.Find(all.ConvertAll(entry => entry.Cell), procedure, smallest);
        return found.Index().Any(entry => entry.Item && IsBeyond(
            (double)(all[entry.Index].Cell.Won - all[entry.Index].Cell.Lost) / all[entry.Index].Items, policy));
    }

    private static bool IsPoolLost(List<SwapOutcome> drawn, JudgePolicy policy)
    {
        var adjusted = Holm.Adjust([.. drawn.SelectMany(run => (double[])[run.PerformanceP, run.ConsistencyP])]);
        return adjusted.Index().Any(test =>
        {
            var run = drawn[test.Index / Levels];
            return test.Item <= policy.Alpha * policy.PooledShare
                && IsBeyond(test.Index % Levels == 0 ? run.AccuracyChange : run.OverlapChange, policy);
        });
    }

    private static bool IsBeyond(double change, JudgePolicy policy) => Finding.Of(change, 0, policy) == CellVerdict.Regressed;
}
