using CLiKA.Baselines.Judging;
using CLiKA.Statistics;

namespace CLiKA.Simulations;

/// <summary>
/// Estimates the power of the gate against a loss planted in one probe set, in all its languages or in one, while answers also change at random.
/// Tests of Consistency get their part of alpha but are not simulated, so that the true power can only be higher.
/// </summary>
public static class GatePower
{
    // Probe sets without a loss are drawn once; every run samples some of them.
    private const int QuietSets = 300;
    private const int LevelsTested = 2;

    /// <summary>Simulates runs.</summary>
    /// <param name="loss">The loss and the random changes around it.</param>
    /// <param name="policy">The gate's policy: alpha, its split and the margin.</param>
    /// <param name="runs">Number of runs, at least 1.</param>
    /// <param name="swappedRuns">
    /// Number of runs, from 1 to <paramref name="runs"/>, in which the minimum p-value is compared with draws with swapped labels, which takes time.
    /// </param>
    /// <param name="seed">Seed of the random number generator.</param>
    /// <returns>The share of runs that found the loss, by procedure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number of runs is out of range.</exception>
    public static PowerEstimate Of(PlantedLoss loss, JudgePolicy policy, int runs, int swappedRuns, int seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(swappedRuns, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(swappedRuns, runs);
        const int SwapDraws = 999;
        var random = new Random(seed);
        var table = new LossTable();
        var alpha = policy.Alpha * (1 - policy.PooledShare);
        var cells = new CellAlarms(table, alpha);
        var quiet = Draws(loss with { Loss = 0 }, random).Take(QuietSets)
            .Select(set => (Set: set, Smallest: set.SmallestValues(table, random, SwapDraws))).ToList();
        var (holm, discrete, smallest, pool, gate) = (0, 0, 0, 0, 0);
        foreach (var (run, set) in Draws(loss, random).Take(runs).Index())
        {
            var others = Enumerable.Range(1, loss.ProbeSets - 1).Select(_ => quiet[random.Next(QuietSets)]).ToList();
            (int Lost, int Won)[] all = [.. set.Cells, .. others.SelectMany(other => other.Set.Cells)];
            var isDiscrete = Finds(CellProcedure.DiscreteHolm, null);
            var isPool = IsPoolFound(set, [.. others.Select(other => other.Set.PoolP)], policy);
            holm += Finds(CellProcedure.Holm, null) ? 1 : 0;
            discrete += isDiscrete ? 1 : 0;
            pool += isPool ? 1 : 0;
            gate += isDiscrete || isPool ? 1 : 0;
            if (run < swappedRuns)
            {
                var draws = set.SmallestValues(table, random, SwapDraws);
                double[] least =
                    [.. draws.Select((p, draw) => others.Select(other => other.Smallest[draw]).Append(p).Min()).Order()];
                smallest += Finds(CellProcedure.SmallestP, least) ? 1 : 0;
            }

            bool Finds(CellProcedure procedure, double[]? least) => cells.Find(all, procedure, least)
                .Take(loss.InAllLanguages ? loss.Languages : 1).Index()
                .Any(cell => cell.Item && IsBeyond((double)(all[cell.Index].Won - all[cell.Index].Lost) / loss.Items, policy));
        }

        var exact = loss.InAllLanguages
            ? (double?)null
            : PairedPower.Of(loss.Items, loss.Churn, loss.Loss, alpha / (loss.ProbeSets * loss.Languages));
        return new PowerEstimate(loss, exact, Share(holm), Share(discrete), (double)smallest / swappedRuns, Share(pool), Share(gate));

        double Share(int found) => (double)found / runs;
    }

    private static IEnumerable<DrawnSet> Draws(PlantedLoss loss, Random random)
    {
        double[] losses =
            [.. Enumerable.Range(0, loss.Languages).Select(language => loss.InAllLanguages || language == 0 ? loss.Loss : 0)];
        var set = new ChurningSet(loss.Items, loss.Correlation, [.. losses.Select(each => Math.Max(each, loss.Churn))], losses);
        while (true)
        {
            yield return DrawnSet.Of(set.Draw(random));
        }
    }

    private static bool IsPoolFound(DrawnSet set, double[] others, JudgePolicy policy) =>
        Holm.Adjust([set.PoolP, .. others], LevelsTested * (1 + others.Length))[0] <= policy.Alpha * policy.PooledShare
        && IsBeyond(set.PoolChange, policy);

    private static bool IsBeyond(double change, JudgePolicy policy) => Finding.Of(change, 0, policy) == CellVerdict.Regressed;
}
