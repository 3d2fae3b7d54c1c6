using System.Collections.Immutable;
using CLiKA.Baselines.Noise;
using CLiKA.Measurements;

namespace CLiKA.Baselines.Judging;

/// <summary>The policy by which the judge decides what passes.</summary>
/// <param name="Alpha">Family-wise error rate: the probability of any false alarm in a run of an unchanged model, in (0, 1).</param>
/// <param name="MinimumDrop">
/// The margin, in [0, 1): the smallest change that counts, where 0.01 is one percentage point. Smaller changes are no regression, however
/// significant; a cell whose test would have missed a loss of this size is inconclusive.
/// </param>
/// <param name="AcrossDevices">Whether answers of the CPU and of CUDA are compared; the two round differently, which changes a few answers.</param>
public sealed record JudgePolicy(double Alpha = 0.05, double MinimumDrop = 0.01, bool AcrossDevices = false)
{
    /// <summary>The tests that decide.</summary>
    public TestFamily Tests { get; init; } = TestFamily.Pooled;

    /// <summary>
    /// The part of <see cref="Alpha"/> that the pooled tests get, in (0, 1); the cells get the rest. Ignored where only cells are tested.
    /// </summary>
    public double PooledShare { get; init; } = 0.5;

    /// <summary>
    /// Number of cells that the run tests as configured; null where the received cells are all of them. A filtered run adjusts its p-values for the
    /// whole family, as if all other cells were unchanged, so that it calls no cell regressed that the whole run would not.
    /// </summary>
    public int? FamilySize { get; init; }

    /// <summary>Number of pooled tests that the run has as configured; null where those at hand are all of them.</summary>
    public int? PooledFamilySize { get; init; }

    /// <summary>The noise of the model that a change has to exceed, where it was measured, in addition to <see cref="MinimumDrop"/>.</summary>
    public NoiseUse Noise { get; init; }

    /// <summary>
    /// The part of <see cref="Alpha"/> that the comparison with the last release gets, in (0, 1); the comparison with the measurement accepted last
    /// gets the rest, or all of it where no release was marked or nothing was accepted after it.
    /// </summary>
    public double ReleaseShare { get; init; } = 0.2;

    /// <summary>
    /// The probe sets in which no loss is allowed: a single item that was right in the baseline and is wrong now fails the run. They are not tested
    /// and are not members of the family, so that the others share all of <see cref="Alpha"/>; neither margin nor noise excuses a loss there.
    /// </summary>
    public ImmutableHashSet<string> NoLossIn { get; init; } = [];

    /// <summary>Whether any changed metric fails, in either direction and by any amount, as in a plain snapshot test.</summary>
    public bool Strict { get; init; }

    /// <summary>Returns whether a change is large enough to count: not zero, and at least <see cref="MinimumDrop"/>, up to rounding.</summary>
    /// <param name="change">The change of a share, in [-1, 1].</param>
    /// <returns>Whether it is large enough, in either direction.</returns>
    public bool Reaches(double change) => change != 0 && Math.Abs(change) >= MinimumDrop - Finding.Rounding;

    /// <summary>
    /// Returns whether a probe set's baseline shows any knowledge that could be lost: anything above chance or, where no loss is allowed, any right
    /// answer.
    /// </summary>
    /// <param name="baseline">The accepted measurement of the probe set.</param>
    /// <returns>Whether it does; otherwise a pass may mean nothing.</returns>
    public bool HasSomethingToLose(ProbeSetMeasurement baseline)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        return NoLossIn.Contains(baseline.ProbeSet) ? baseline.Languages.Any(cell => cell.Correct > 0) : baseline.IsAboveChance;
    }
}
