namespace CLiKA.Baselines;

/// <summary>The verdict on one (probe set, language) cell, or on one pooled test.</summary>
public enum CellVerdict
{
    /// <summary>
    /// No change beyond what chance and the policy allow. With pooled tests, a loss as large as the margin would also have been detected. Where no
    /// loss is allowed, nothing was lost.
    /// </summary>
    Unchanged,

    /// <summary>Significantly more was won than lost.</summary>
    Improved,

    /// <summary>Significantly more was lost than won; or, where no loss is allowed, anything was lost.</summary>
    Regressed,

    /// <summary>A metric differs, and the policy allows no change.</summary>
    Changed,

    /// <summary>No change was found, but the test could have missed a loss as large as the margin. It passes.</summary>
    Inconclusive,

    /// <summary>All answers are identical to the baseline's.</summary>
    Identical,

    /// <summary>The change is significant, but no larger than the same weights moved when they were asked in another way. It passes.</summary>
    WithinNoise,
}
