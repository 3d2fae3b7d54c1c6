namespace CLiKA.Baselines;

/// <summary>What the judge says of a run, from the mildest to the worst.</summary>
public enum Verdict
{
    /// <summary>Nothing was found to have regressed. Improvements pass.</summary>
    Pass,

    /// <summary>There is nothing to compare with.</summary>
    NoBaseline,

    /// <summary>Baseline and received measurement did not answer the same thing in the same way.</summary>
    NotComparable,

    /// <summary>A metric changed, and the policy is strict.</summary>
    Changed,

    /// <summary>At least one cell, or one pooled test, lost more than chance explains; or anything, where no loss is let pass.</summary>
    Regressed,
}
