namespace CLiKA.Baselines.Taught;

/// <summary>What the judge says of one (world, language) cell.</summary>
public enum ConductivityVerdict
{
    /// <summary>No change beyond what chance and the policy allow.</summary>
    Unchanged,

    /// <summary>More is retrieved than chance explains, and than the seeds of training do.</summary>
    Improved,

    /// <summary>The answers changed by more than chance explains, but not by more than one seed of training differs from another.</summary>
    WithinTrainingNoise,

    /// <summary>Neither the baseline nor the model is taught: there is nothing to compare.</summary>
    NeverTaught,

    /// <summary>The baseline was not taught, and the model is: it waits to be accepted.</summary>
    NowTaught,

    /// <summary>A metric differs, and the policy lets no metric change. It fails.</summary>
    Changed,

    /// <summary>The baseline was taught, and the model is not: its conductivity could not be measured. It fails.</summary>
    NotTaught,

    /// <summary>Less is retrieved than chance explains. It fails.</summary>
    Regressed,
}
