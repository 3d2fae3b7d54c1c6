using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines;

/// <summary>One acceptance of a baseline, as it stands beside the numbers.</summary>
/// <param name="Reason">Why it was accepted; null only where a release was marked and nothing changed.</param>
public sealed record AcceptedChange(string? Reason)
{
    /// <summary>Name of the release whose baseline it made; null where it made none.</summary>
    public string? Release { get; init; }

    /// <summary>Whether the probe set, or how it is asked, was another than before: what came before cannot be compared.</summary>
    public bool IsRevision { get; init; }

    /// <summary>
    /// The languages that are held against what was accepted here from now on, and no longer against the release: what they lost was seen
    /// and accepted, or they were not asked before.
    /// </summary>
    public ImmutableArray<Language> References { get; init; } = [];
}
