using System.Text.Json.Serialization;

namespace CLiKA.Prompts;

/// <summary>Under which letters the options of an item are offered.</summary>
public enum LetterOrder
{
    /// <summary>As the probe set has them.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>
    /// Under every cyclic order in turn, and the scores averaged: each option has had each letter once, so that a liking for one letter
    /// cancels out.
    /// </summary>
    [JsonStringEnumMemberName("permuted")]
    Permuted,
}
