using System.Text.Json.Serialization;

namespace CLiKA.Baselines.Judging;

/// <summary>The verdict on a run, from the mildest to the worst.</summary>
public enum Verdict
{
    /// <summary>No regression was found. Improvements pass.</summary>
    [JsonStringEnumMemberName("pass")]
    Pass,

    /// <summary>There is nothing to compare with.</summary>
    [JsonStringEnumMemberName("no baseline")]
    NoBaseline,

    /// <summary>The baseline and the received measurement did not answer the same questions in the same way.</summary>
    [JsonStringEnumMemberName("not comparable")]
    NotComparable,

    /// <summary>A metric changed, and the policy is strict.</summary>
    [JsonStringEnumMemberName("changed")]
    Changed,

    /// <summary>At least one cell or pooled test lost significantly or, where no loss is allowed, lost anything.</summary>
    [JsonStringEnumMemberName("regressed")]
    Regressed,
}
