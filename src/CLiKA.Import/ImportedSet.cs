using System.Collections.Immutable;
using CLiKA.Probes;

namespace CLiKA.Import;

/// <summary>A public set as it was read; its languages need not be parallel.</summary>
/// <param name="Id">Identifier, where nobody names another.</param>
/// <param name="Title">Name for a reader.</param>
/// <param name="Stream">The kind of knowledge asked for.</param>
/// <param name="Licence">The licence it is published under.</param>
/// <param name="Languages">What it has in each language, at least one.</param>
public sealed record ImportedSet(
    string Id, string Title, KnowledgeKind Stream, string Licence, ImmutableArray<ImportedLanguage> Languages)
{
    /// <summary>What is said of a licence that is not known here.</summary>
    public const string UnknownLicence = "see the source";

    /// <summary>What counts as full accuracy in re-scaling, in (chance, 1].</summary>
    public double Ceiling { get; init; } = 1;

    /// <summary>What is known about items beside their texts; empty where nothing is.</summary>
    public ImmutableArray<ProbeFact> Facts { get; init; } = [];

    /// <summary>What could not be made an item of.</summary>
    public ImmutableArray<LeftOut> LeftOut { get; init; } = [];
}
