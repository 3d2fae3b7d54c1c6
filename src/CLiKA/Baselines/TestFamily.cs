using System.Text.Json.Serialization;

namespace CLiKA.Baselines;

/// <summary>Which tests the judge decides by: together they are one family, with one chance of a false alarm.</summary>
public enum TestFamily
{
    /// <summary>
    /// One test for each level and probe set, pooled over its languages, and one for each (probe set, language) cell; the chance of a
    /// false alarm is split between the two.
    /// </summary>
    [JsonStringEnumMemberName("pooled")]
    Pooled,

    /// <summary>One two-sided test for each (probe set, language) cell, and nothing else.</summary>
    [JsonStringEnumMemberName("cells")]
    Cells,
}
