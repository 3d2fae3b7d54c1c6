using CLiKA.Languages;
using CLiKA.Measurements.Taught;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Taught;

/// <summary>The comparison of one (world, language) cell with its baseline.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Way">The way of asking that decides.</param>
/// <param name="Baseline">The accepted measurement.</param>
/// <param name="Received">The received measurement.</param>
/// <param name="Verdict">The verdict on the cell.</param>
public sealed record ConductivityComparison(
    string World, RetrievalWay Way, ConductivityCell Baseline, ConductivityCell Received, ConductivityVerdict Verdict)
{
    /// <summary>The language.</summary>
    public Language Language => Received.Language;

    /// <summary>Change of the mean cross-retrieval ratio, in [-1, 1]; null where either side is not taught.</summary>
    public double? Change => Received.Mean(Way) - Baseline.Mean(Way);

    /// <summary>Two-sided p-value of the permutation test; null where either side is not taught.</summary>
    public double? P { get; init; }

    /// <summary>The p-value adjusted over the languages of the run by Holm's step-down method; null where <see cref="P"/> is.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>
    /// Welch confidence interval of the change over the training seeds, at a level of one minus the policy's alpha; null where either side has a
    /// single teaching, so that the variance of training is unknown.
    /// </summary>
    public Interval? TrainingNoise { get; init; }

    /// <summary>Whether the cell fails.</summary>
    public bool Fails => Verdict is ConductivityVerdict.NotTaught or ConductivityVerdict.Regressed or ConductivityVerdict.Changed;
}
