using CLiKA.Measurements.Taught;

namespace CLiKA.Baselines.Taught;

/// <summary>The policy by which the judge decides what conductivity passes.</summary>
/// <param name="Alpha">
/// Family-wise error rate: the probability of any false alarm over the languages of a run of an unchanged model, in (0, 1).
/// </param>
/// <param name="MinimumDrop">Smallest change of the cross-retrieval ratio that counts, in [0, 1): 0.01 is one percentage point.</param>
/// <param name="AcrossDevices">Whether answers of the CPU and of CUDA are compared.</param>
public sealed record ConductivityPolicy(double Alpha = 0.05, double MinimumDrop = 0.01, bool AcrossDevices = false)
{
    /// <summary>
    /// The way of asking that decides; the other is only shown. The default is generation: it is the published protocol, and what a user of the model
    /// meets.
    /// </summary>
    public RetrievalWay Way { get; init; } = RetrievalWay.Generation;

    /// <summary>Number of (world, language) cells that the run has as configured; null where those at hand are all of them.</summary>
    public int? FamilySize { get; init; }

    /// <summary>Whether any changed metric fails, in either direction and by any amount, as in a plain snapshot test.</summary>
    public bool Strict { get; init; }

    /// <summary>Seed of the permutation test, so that the same answers get the same p-value.</summary>
    public int Seed { get; init; } = 1;
}
