using System.Text.Json.Serialization;

namespace CLiKA.Baselines.Judging;

/// <summary>The tests by which the judge decides: together they form one family with one family-wise error rate.</summary>
public enum TestFamily
{
    /// <summary>
    /// One test for each level and probe set, pooled over its languages, and one for each (probe set, language) cell; alpha is split between the two.
    /// </summary>
    [JsonStringEnumMemberName("pooled")]
    Pooled,

    /// <summary>One two-sided test for each (probe set, language) cell, and no other.</summary>
    [JsonStringEnumMemberName("cells")]
    Cells,
}
