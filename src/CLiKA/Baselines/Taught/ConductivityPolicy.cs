using CLiKA.Measurements.Taught;

namespace CLiKA.Baselines.Taught;

/// <summary>What the judge of conductivity lets pass.</summary>
/// <param name="Alpha">Chance of any false alarm over the languages of a run of an unchanged model, in (0, 1).</param>
/// <param name="MinimumDrop">Smallest change of the cross-retrieval ratio that counts, in [0, 1): 0.01 is one point.</param>
/// <param name="AcrossDevices">Whether answers of the CPU and of CUDA are compared.</param>
public sealed record ConductivityPolicy(double Alpha = 0.05, double MinimumDrop = 0.01, bool AcrossDevices = false)
{
    /// <summary>
    /// The way that decides; the other is shown. By default generation: it is the published protocol, and what a user of the model meets.
    /// </summary>
    public RetrievalWay Way { get; init; } = RetrievalWay.Generation;

    /// <summary>How many (world, language) cells the run has as configured; null where those at hand are all of them.</summary>
    public int? FamilySize { get; init; }

    /// <summary>Whether any changed metric fails, in either direction and by whatever amount, as a plain snapshot would.</summary>
    public bool Strict { get; init; }

    /// <summary>Seed of the permutation test's draws: the same answers get the same p-value.</summary>
    public int Seed { get; init; } = 1;
}
