using CLiKA.Baselines.Noise;
using CLiKA.Metrics;

namespace CLiKA.Baselines;

/// <summary>One level of one probe set, all languages together, against its baseline; translations of an item are one cluster.</summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Level">The level.</param>
/// <param name="Items">How many items were answered in every language: the clusters.</param>
/// <param name="Languages">In how many languages.</param>
/// <param name="Before">
/// The baseline's value, in [0, 1]: accuracy over all (item, language) pairs, or the correct overlap of English with all other
/// languages; null where it is undefined.
/// </param>
/// <param name="Now">The received value, likewise.</param>
/// <param name="P">Two-sided p-value: exact for Performance, of a label-swap test for Consistency; null where not tested.</param>
/// <param name="AdjustedP">
/// The p-value of a change in the direction seen, adjusted over the pooled tests of the run (Holm) and scaled by their part of alpha, so
/// that it is compared with alpha; null where it could not be tested.
/// </param>
/// <param name="Verdict">What the judge says.</param>
public sealed record PoolComparison(
    string ProbeSet,
    Level Level,
    int Items,
    int Languages,
    double? Before,
    double? Now,
    double? P,
    double? AdjustedP,
    CellVerdict Verdict)
{
    /// <summary>Received minus baseline, in [-1, 1]; null where either is undefined.</summary>
    public double? Change => Now - Before;

    /// <summary>
    /// The fall that the test finds in about four of five runs, in (0, 1]; null where answers are identical, or where none could be found,
    /// since the value before is less than that too.
    /// </summary>
    public double? DetectableLoss { get; init; }

    /// <summary>How far the value moves by itself; null where that was not measured.</summary>
    public NoiseFloor? Noise { get; init; }

    /// <summary>From where losses add up in this comparison; null where it is held against what was accepted last.</summary>
    public ReferencePoint? Since { get; init; }
}
