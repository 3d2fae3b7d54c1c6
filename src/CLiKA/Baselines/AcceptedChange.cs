using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Baselines;

/// <summary>One acceptance of a baseline, as recorded beside its metrics.</summary>
/// <param name="Reason">Why it was accepted; null only where a release was marked and nothing changed.</param>
public sealed record AcceptedChange(string? Reason)
{
    /// <summary>Name of the release that this baseline marks; null where it marks none.</summary>
    public string? Release { get; init; }

    /// <summary>Whether the probe set, or the way it is asked, differs from before, so that earlier measurements are not comparable.</summary>
    public bool IsRevision { get; init; }

    /// <summary>
    /// The languages whose reference moves from the release to this measurement: their loss was seen and accepted, or they were not asked before.
    /// </summary>
    public ImmutableArray<Language> References { get; init; } = [];
}
