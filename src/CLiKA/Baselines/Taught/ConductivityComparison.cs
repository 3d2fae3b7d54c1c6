using CLiKA.Languages;
using CLiKA.Measurements.Taught;
using CLiKA.Statistics;

namespace CLiKA.Baselines.Taught;

/// <summary>One (world, language) cell against its baseline.</summary>
/// <param name="World">Identifier of the world.</param>
/// <param name="Way">The way that decides.</param>
/// <param name="Baseline">What was accepted.</param>
/// <param name="Received">What the model showed now.</param>
/// <param name="Verdict">What the judge says.</param>
public sealed record ConductivityComparison(
    string World, RetrievalWay Way, ConductivityCell Baseline, ConductivityCell Received, ConductivityVerdict Verdict)
{
    /// <summary>The language.</summary>
    public Language Language => Received.Language;

    /// <summary>Change of the mean cross-retrieval ratio, in [-1, 1]; null where either side is not taught.</summary>
    public double? Change => Received.Mean(Way) - Baseline.Mean(Way);

    /// <summary>Two-sided p-value of the permutation test; null where either side is not taught.</summary>
    public double? P { get; init; }

    /// <summary>The p-value adjusted over the languages of the run (Holm); null as <see cref="P"/>.</summary>
    public double? AdjustedP { get; init; }

    /// <summary>
    /// Interval of the change over the seeds of training (Welch), at one minus the policy's alpha; null where either side has a single
    /// teaching, so that it is unknown what training alone does.
    /// </summary>
    public Interval? TrainingNoise { get; init; }

    /// <summary>Whether the cell fails.</summary>
    public bool Fails => Verdict is ConductivityVerdict.NotTaught or ConductivityVerdict.Regressed or ConductivityVerdict.Changed;
}
