using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Languages;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Judging;

/// <summary>The item-by-item comparison of one (probe set, language) cell with its baseline.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Language">The language.</param>
/// <param name="Count">Number of items.</param>
/// <param name="Lost">Positions of the items that were right in the baseline and are wrong now.</param>
/// <param name="Won">Positions of the items that were wrong in the baseline and are right now.</param>
/// <param name="P">Two-sided p-value of McNemar's exact test.</param>
/// <param name="AdjustedP">
/// The p-value adjusted over the cells of the run by Holm's step-down method. With pooled tests, it is the one-sided p-value in the observed
/// direction, adjusted for the p-values that the cells' discrete tests can attain, and scaled by the cells' part of alpha, so that it is compared
/// with alpha in either case. Null where no test decides because no loss is allowed (<see cref="JudgePolicy.NoLossIn"/>).
/// </param>
/// <param name="Verdict">The verdict on the cell.</param>
public sealed record CellComparison(
    string ProbeSet,
    Language Language,
    int Count,
    ImmutableArray<int> Lost,
    ImmutableArray<int> Won,
    double P,
    double? AdjustedP,
    CellVerdict Verdict)
{
    /// <summary>Change of accuracy, received minus baseline, in [-1, 1].</summary>
    public double Change => (double)(Won.Length - Lost.Length) / Count;

    /// <summary>
    /// 95% confidence interval of <see cref="Change"/> for this cell alone, from the paired differences of its items; null with a single item, whose
    /// differences have no variance.
    /// </summary>
    public Interval? ChangeInterval
    {
        get
        {
            if (Count < 2)
            {
                return null;
            }

            // Which answer the unchanged items have does not matter: their paired difference is 0 either way.
            var (before, now) = (new bool[Count], new bool[Count]);
            foreach (var position in Lost)
            {
                before[position] = true;
            }

            foreach (var position in Won)
            {
                now[position] = true;
            }

            return PairedDifference.Of([before], [now]).Interval;
        }
    }

    /// <summary>Share of items that were lost or won, in [0, 1].</summary>
    public double Churn => (double)(Won.Length + Lost.Length) / Count;

    /// <summary>
    /// The loss of accuracy that the cell's test detects with a power of 80% at this churn, in (0, 1]; null where the answers are identical, where
    /// there are too few items to detect any, where the baseline has less than that to lose, where only cells are tested, or where no loss is
    /// allowed.
    /// </summary>
    public double? DetectableLoss { get; init; }

    /// <summary>The cell's noise floor; null where noise was not measured.</summary>
    public NoiseFloor? Noise { get; init; }

    /// <summary>
    /// The point from which losses accumulate in this comparison; null where it is a comparison with the measurement that was accepted last.
    /// </summary>
    public ReferencePoint? Since { get; init; }
}
