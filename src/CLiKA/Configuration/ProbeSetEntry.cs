using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Configuration;

/// <summary>One probe set of a configuration.</summary>
/// <param name="Id">Identifier of the probe set.</param>
/// <param name="Folder">Path of the probe set's folder.</param>
/// <param name="Wordings">In how many of its wordings each item is asked, at least 1.</param>
public sealed record ProbeSetEntry(string Id, string Folder, int Wordings = 1)
{
    /// <summary>The languages in which it is asked, whatever holds for the others, in their order; empty where it is asked as they are.</summary>
    public ImmutableArray<Language> Languages { get; init; } = [];

    /// <summary>Whether no loss is let pass of it: an item that is lost fails, be it one.</summary>
    public bool LetsNoLossPass { get; init; }

    /// <summary>The first of these wordings, from 0.</summary>
    public int FirstWording { get; init; }
}
