using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Configuration;

/// <summary>One probe set of a configuration.</summary>
/// <param name="Id">Identifier of the probe set.</param>
/// <param name="Folder">Path of the probe set's folder.</param>
/// <param name="Wordings">Number of wordings in which each item is asked, at least 1.</param>
public sealed record ProbeSetEntry(string Id, string Folder, int Wordings = 1)
{
    /// <summary>
    /// The languages in which this set is asked, in order, regardless of the others; empty where it is asked in the same languages as they are.
    /// </summary>
    public ImmutableArray<Language> Languages { get; init; } = [];

    /// <summary>Whether no loss is allowed in this set: a single lost item fails.</summary>
    public bool LetsNoLossPass { get; init; }

    /// <summary>Zero-based index of the first of these wordings.</summary>
    public int FirstWording { get; init; }
}
