using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;

namespace CLiKA.Baselines;

/// <summary>What the judge lets pass.</summary>
/// <param name="Alpha">Chance of any false alarm in a run of an unchanged model, in (0, 1).</param>
/// <param name="MinimumDrop">
/// The margin, in [0, 1): the smallest change that counts, 0.01 being one percentage point. Smaller changes are no regression, however
/// significant; tests that would have missed a loss of this size leave a cell inconclusive.
/// </param>
/// <param name="FamilySize">
/// How many cells the run tests as configured; null where the cells at hand are all of them. A filtered run adjusts
/// its cells for the whole family, as if all others were unchanged: it calls no cell regressed that the whole run would not.
/// </param>
/// <param name="AcrossDevices">
/// Whether answers of the CPU and of CUDA are compared; the last digits of what they compute differ, and with them a few answers.
/// </param>
public sealed record JudgePolicy(
    double Alpha = 0.05, double MinimumDrop = 0.01, int? FamilySize = null, bool AcrossDevices = false)
{
    /// <summary>Which tests decide.</summary>
    public TestFamily Tests { get; init; } = TestFamily.Pooled;

    /// <summary>
    /// Which part of <see cref="Alpha"/> the pooled tests have, in (0, 1); the cells have the rest. Without effect where
    /// cells alone are tested.
    /// </summary>
    public double PooledShare { get; init; } = 0.5;

    /// <summary>How many pooled tests the run has as configured; null where those at hand are all of them.</summary>
    public int? PooledFamilySize { get; init; }

    /// <summary>Which noise of the model, where it was measured, a change has to exceed beside <see cref="MinimumDrop"/>.</summary>
    public NoiseUse Noise { get; init; }

    /// <summary>
    /// Which part of <see cref="Alpha"/> the comparison with the last release has, in (0, 1); the comparison with what was accepted last has
    /// the rest. Without effect, all being the latter's, where no release was marked or nothing was accepted after it.
    /// </summary>
    public double ReleaseShare { get; init; } = 0.2;

    /// <summary>
    /// The probe sets of which no loss is let pass: an item that was right in the baseline and is wrong now fails, be it one. They have no test
    /// and are no part of the family, so that all of <see cref="Alpha"/> is the others'; margin and noise excuse nothing there.
    /// </summary>
    public ImmutableHashSet<string> NoLossIn { get; init; } = [];

    /// <summary>Whether any changed metric fails, in either direction and by whatever amount, as a plain snapshot would.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether a change is large enough to count: it is one, and at least <see cref="MinimumDrop"/>, but for rounding.</summary>
    /// <param name="change">The change of a share, in [-1, 1].</param>
    /// <returns>Whether it is, in either direction.</returns>
    public bool Reaches(double change) => change != 0 && Math.Abs(change) >= MinimumDrop - Finding.Rounding;

    /// <summary>
    /// Whether a probe set knows anything that could be lost: something above chance, or anything that is right where no loss is let pass.
    /// </summary>
    /// <param name="baseline">What was accepted of the set.</param>
    /// <returns>Whether it does; where it does not, a pass may mean nothing.</returns>
    public bool HasSomethingToLose(ProbeSetMeasurement baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return NoLossIn.Contains(baseline.ProbeSet) ? baseline.Languages.Any(cell => cell.Correct > 0) : baseline.IsAboveChance;
    }
}
