namespace CLiKA.Baselines;

/// <summary>What the judge lets pass.</summary>
/// <param name="Alpha">Chance of any false alarm in a run of an unchanged model, in (0, 1).</param>
/// <param name="MinimumDrop">
/// Smallest change of accuracy that counts, in [0, 1): 0.01 is one percentage point. Smaller changes are unchanged, however significant.
/// </param>
/// <param name="FamilySize">
/// How many cells the run has as configured; null where the cells at hand are all of them. A filtered run adjusts
/// its cells for the whole family, as if all others were unchanged: it calls no cell regressed that the whole run would not.
/// </param>
/// <param name="AcrossDevices">
/// Whether answers of the CPU and of CUDA are compared; the last digits of what they compute differ, and with them a few answers.
/// </param>
public sealed record JudgePolicy(
    double Alpha = 0.05, double MinimumDrop = 0.01, int? FamilySize = null, bool AcrossDevices = false);
