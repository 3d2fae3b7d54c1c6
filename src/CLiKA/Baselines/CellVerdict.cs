namespace CLiKA.Baselines;

/// <summary>What the judge says of one (probe set, language) cell.</summary>
public enum CellVerdict
{
    /// <summary>No change beyond what chance and the policy allow.</summary>
    Unchanged,

    /// <summary>More was won than chance explains.</summary>
    Improved,

    /// <summary>More was lost than chance explains.</summary>
    Regressed,
}
