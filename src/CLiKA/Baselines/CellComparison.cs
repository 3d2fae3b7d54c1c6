using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines;

/// <summary>One (probe set, language) cell, item by item against its baseline.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Language">The language.</param>
/// <param name="Count">How many items were answered.</param>
/// <param name="Lost">Positions of the items that were right in the baseline and are wrong now.</param>
/// <param name="Won">Positions of the items that were wrong in the baseline and are right now.</param>
/// <param name="P">Two-sided p-value of McNemar's exact test.</param>
/// <param name="AdjustedP">The p-value adjusted over the cells of the run (Holm).</param>
/// <param name="Verdict">What the judge says of the cell.</param>
public sealed record CellComparison(
    string ProbeSet,
    Language Language,
    int Count,
    ImmutableArray<int> Lost,
    ImmutableArray<int> Won,
    double P,
    double AdjustedP,
    CellVerdict Verdict)
{
    /// <summary>Change of accuracy, received minus baseline, in [-1, 1].</summary>
    public double Change => (double)(Won.Length - Lost.Length) / Count;
}
