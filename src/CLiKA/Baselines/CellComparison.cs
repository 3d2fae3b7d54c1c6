using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Languages;
using CLiKA.Statistics;

namespace CLiKA.Baselines;

/// <summary>One (probe set, language) cell, item by item against its baseline.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Language">The language.</param>
/// <param name="Count">How many items were answered.</param>
/// <param name="Lost">Positions of the items that were right in the baseline and are wrong now.</param>
/// <param name="Won">Positions of the items that were wrong in the baseline and are right now.</param>
/// <param name="P">Two-sided p-value of McNemar's exact test.</param>
/// <param name="AdjustedP">
/// The p-value adjusted over the cells of the run (Holm). Where tests are pooled it is that of a change in the direction seen, adjusted for
/// what the cells' tests can attain, and scaled by the cells' part of alpha, so that it is compared with alpha either way. Null where no test
/// decides, since no loss is let pass (<see cref="JudgePolicy.NoLossIn"/>).
/// </param>
/// <param name="Verdict">What the judge says of the cell.</param>
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
    /// 95% interval of <see cref="Change"/>, of this cell alone, from the paired difference of its items; null where there is one item, which has no
    /// spread.
    /// </summary>
    public Interval? ChangeInterval
    {
        get
        {
            if (Count < 2)
            {
                return null;
            }

            // The items that did not change are all the same to it.
            var (before, now) = (new bool[Count], new bool[Count]);
            foreach (var position in Lost)
            {
                before[position] = true;
            }

            foreach (var position in Won)
            {
                now[position] = true;
            }

            return PairedDifference.Of([before], [now]).At();
        }
    }

    /// <summary>Share of items that were lost or won, in [0, 1].</summary>
    public double Churn => (double)(Won.Length + Lost.Length) / Count;

    /// <summary>
    /// The loss of accuracy that the cell's test finds in four of five runs at this churn, in (0, 1]; null where answers are identical,
    /// where so few items can show none, where the baseline has less than that to lose, where cells alone are tested, or where no loss is let pass.
    /// </summary>
    public double? DetectableLoss { get; init; }

    /// <summary>How far the cell moves by itself; null where that was not measured.</summary>
    public NoiseFloor? Noise { get; init; }

    /// <summary>From where losses add up in this comparison; null where it is held against what was accepted last.</summary>
    public ReferencePoint? Since { get; init; }
}
