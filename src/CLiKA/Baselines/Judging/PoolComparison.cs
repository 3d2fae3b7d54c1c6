using CLiKA.Baselines.Noise;
using CLiKA.Metrics;

namespace CLiKA.Baselines.Judging;

/// <summary>
/// The comparison of one level of one probe set, pooled over all languages, with its baseline; the translations of an item form one cluster.
/// </summary>
/// <param name="ProbeSet">Identifier of the probe set.</param>
/// <param name="Level">The level.</param>
/// <param name="Items">Number of items that were answered in every language: the clusters.</param>
/// <param name="Languages">Number of languages.</param>
/// <param name="Before">
/// The baseline's value, in [0, 1]: accuracy over all (item, language) pairs, or the correct overlap of English with all other languages; null where
/// it is undefined.
/// </param>
/// <param name="Now">The received value, in [0, 1]; null where it is undefined.</param>
/// <param name="P">
/// Two-sided p-value: of an exact test for Performance, of a label-swap permutation test for Consistency; null where not tested.
/// </param>
/// <param name="AdjustedP">
/// The one-sided p-value in the observed direction, adjusted over the pooled tests of the run by Holm's step-down method and scaled by their part of
/// alpha, so that it is compared with alpha; null where it could not be tested.
/// </param>
/// <param name="Verdict">The verdict on the test.</param>
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
    /// The loss that the test detects with a power of about 80%, in (0, 1]; null where the answers are identical, or where the value before is
    /// smaller than that, so that no loss could be detected.
    /// </summary>
    public double? DetectableLoss { get; init; }

    /// <summary>The noise floor of the value; null where noise was not measured.</summary>
    public NoiseFloor? Noise { get; init; }

    /// <summary>
    /// The point from which losses accumulate in this comparison; null where it is a comparison with the measurement that was accepted last.
    /// </summary>
    public ReferencePoint? Since { get; init; }
}
