namespace CLiKA.Baselines;

/// <summary>What the judge says of one (probe set, language) cell, or of one pooled test.</summary>
public enum CellVerdict
{
    /// <summary>
    /// No change beyond what chance and the policy allow. Where tests are pooled: and a loss of the margin's size would have been seen. Where no
    /// loss is let pass: none.
    /// </summary>
    Unchanged,

    /// <summary>More was won than chance explains.</summary>
    Improved,

    /// <summary>More was lost than chance explains; or anything, where no loss is let pass.</summary>
    Regressed,

    /// <summary>A metric differs, and the policy lets no metric change.</summary>
    Changed,

    /// <summary>Nothing was found, and a loss of the margin's size could have been missed. It passes.</summary>
    Inconclusive,

    /// <summary>Every answer is the baseline's.</summary>
    Identical,

    /// <summary>
    /// The change is more than chance explains, but no more than the same weights moved when they were asked in another way. It passes.
    /// </summary>
    WithinNoise,
}
