using System.Collections.Immutable;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>A public set as read; its languages need not be parallel.</summary>
/// <param name="Id">Default identifier.</param>
/// <param name="Title">Display name.</param>
/// <param name="Stream">The kind of knowledge asked for.</param>
/// <param name="Licence">The licence it is published under.</param>
/// <param name="Languages">The items in each language, at least one language.</param>
public sealed record ImportedSet(
    string Id, string Title, KnowledgeKind Stream, string Licence, ImmutableArray<ImportedLanguage> Languages)
{
    /// <summary>The licence of a set for which none is known.</summary>
    public const string UnknownLicence = "see the source";

    /// <summary>The accuracy that re-scaling maps to 1, in (chance, 1].</summary>
    public double Ceiling { get; init; } = 1;

    /// <summary>Facts about the items besides their texts; empty if there are none.</summary>
    public ImmutableArray<ProbeFact> Facts { get; init; } = [];

    /// <summary>Entries that could not be converted to items.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];
}
