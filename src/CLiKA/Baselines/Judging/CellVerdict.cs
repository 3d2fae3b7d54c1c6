using System.Text.Json.Serialization;

namespace CLiKA.Baselines.Judging;

/// <summary>The verdict on one (probe set, language) cell, or on one pooled test.</summary>
public enum CellVerdict
{
    /// <summary>
    /// No change beyond what chance and the policy allow. With pooled tests, a loss as large as the margin would also have been detected. Where no
    /// loss is allowed, nothing was lost.
    /// </summary>
    [JsonStringEnumMemberName("unchanged")]
    Unchanged,

    /// <summary>Significantly more was won than lost.</summary>
    [JsonStringEnumMemberName("improved")]
    Improved,

    /// <summary>Significantly more was lost than won; or, where no loss is allowed, anything was lost.</summary>
    [JsonStringEnumMemberName("regressed")]
    Regressed,

    /// <summary>A metric differs, and the policy allows no change.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>No change was found, but the test could have missed a loss as large as the margin. It passes.</summary>
    [JsonStringEnumMemberName("inconclusive")]
    Inconclusive,

    /// <summary>All answers are identical to the baseline's.</summary>
    [JsonStringEnumMemberName("identical")]
    Identical,

    /// <summary>The change is significant, but no larger than the same weights moved when they were asked in another way. It passes.</summary>
    [JsonStringEnumMemberName("within noise")]
    WithinNoise,
}
