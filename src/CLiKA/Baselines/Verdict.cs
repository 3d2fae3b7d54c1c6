namespace CLiKA.Baselines;

/// <summary>What the judge says of a run.</summary>
public enum Verdict
{
    /// <summary>Nothing regressed. Improvements pass.</summary>
    Pass,

    /// <summary>There is nothing to compare with.</summary>
    NoBaseline,

    /// <summary>Baseline and received measurement did not answer the same thing in the same way.</summary>
    NotComparable,

    /// <summary>At least one cell lost more than chance explains.</summary>
    Regressed,
}
