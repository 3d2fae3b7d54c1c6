using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Probes;

namespace CLiKA.Configuration;

/// <summary>One probe set of a configuration.</summary>
/// <param name="Id">Identifier of the probe set.</param>
/// <param name="Folder">Path of the probe set's folder.</param>
/// <param name="Wordings">Number of wordings in which each item is asked, at least 1.</param>
public sealed record ProbeSetEntry(string Id, string Folder, int Wordings = 1)
{
    /// <summary>How <see cref="Folder"/> was given and what that is relative to, as a sentence without its full stop; null where it was a full path.</summary>
    public string? FolderAsGiven { get; init; }

    /// <summary>
    /// The languages in which this set is asked, in order, regardless of the others; empty where it is asked in the same languages as they are.
    /// </summary>
    public ImmutableArray<Language> Languages { get; init; } = [];

    /// <summary>Whether no loss is allowed in this set: a single lost item fails.</summary>
    public bool LetsNoLossPass { get; init; }

    /// <summary>Zero-based index of the first of these wordings.</summary>
    public int FirstWording { get; init; }

    /// <summary>Reads the probe set.</summary>
    /// <returns>The probe set.</returns>
    /// <exception cref="InvalidInputException">The folder is missing, or the set cannot be read.</exception>
    public ProbeSet Read()
    {
        RequireFolder();
        return ProbeSetReader.Read(Folder);
    }

    /// <summary>Reads the probe set with its description and its facts.</summary>
    /// <returns>The probe set.</returns>
    /// <exception cref="InvalidInputException">The folder is missing, or the set cannot be read.</exception>
    public ProbePack ReadPack()
    {
        RequireFolder();
        return ProbeSetReader.ReadPack(Folder);
    }

    private void RequireFolder() => GivenFolder.Require(Folder, FolderAsGiven, "a probe set");
}
