using System.Text.Json.Serialization;

namespace CLiKA.Baselines.Taught;

/// <summary>The verdict on one (world, language) cell.</summary>
public enum ConductivityVerdict
{
    /// <summary>No change beyond what chance and the policy allow.</summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>The ratio rose significantly, and by more than the variation between training seeds.</summary>
    [JsonStringEnumMemberName("improved")]
    Improved,

    /// <summary>The change is significant, but within the variation between training seeds.</summary>
    [JsonStringEnumMemberName("within training noise")]
    WithinTrainingNoise,

    /// <summary>Neither the baseline nor the model was taught successfully: there is nothing to compare.</summary>
    [JsonStringEnumMemberName("never taught")]
    NeverTaught,

    /// <summary>The baseline was not taught successfully, but the model was: the result waits to be accepted.</summary>
    [JsonStringEnumMemberName("now taught")]
    NowTaught,

    /// <summary>A metric differs, and the policy allows no change. It fails.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>The baseline was taught successfully, but the model was not: its conductivity could not be measured. It fails.</summary>
    [JsonStringEnumMemberName("not taught")]
    NotTaught,

    /// <summary>The ratio fell significantly. It fails.</summary>
    [JsonStringEnumMemberName("regressed")]
    Regressed,
}
