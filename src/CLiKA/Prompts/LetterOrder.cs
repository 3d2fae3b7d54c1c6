using System.Text.Json.Serialization;

namespace CLiKA.Prompts;

/// <summary>The assignment of letters to the options of an item.</summary>
public enum LetterOrder
{
    /// <summary>The order of the probe set.</summary>
    [JsonStringEnumMemberName("fixed")]
    Fixed,

    /// <summary>
    /// Every cyclic order in turn, with the scores averaged: each option gets each letter once, so that a preference for a letter cancels out.
    /// </summary>
    [JsonStringEnumMemberName("permuted")]
    Permuted,
}
