namespace CLiKA.Baselines.Taught;

/// <summary>The verdict on one (world, language) cell.</summary>
public enum ConductivityVerdict
{
    /// <summary>No change beyond what chance and the policy allow.</summary>
    Unchanged,

    /// <summary>The ratio rose significantly, and by more than the variation between training seeds.</summary>
    Improved,

    /// <summary>The change is significant, but within the variation between training seeds.</summary>
    WithinTrainingNoise,

    /// <summary>Neither the baseline nor the model was taught successfully: there is nothing to compare.</summary>
    NeverTaught,

    /// <summary>The baseline was not taught successfully, but the model was: the result waits to be accepted.</summary>
    NowTaught,

    /// <summary>A metric differs, and the policy allows no change. It fails.</summary>
    Changed,

    /// <summary>The baseline was taught successfully, but the model was not: its conductivity could not be measured. It fails.</summary>
    NotTaught,

    /// <summary>The ratio fell significantly. It fails.</summary>
    Regressed,
}
