using System.Collections.Immutable;
using CLiKA.Import.Triples;

namespace CLiKA.Import.Authoring;

/// <summary>A request to build a probe set.</summary>
/// <param name="Facts">Path of the table of facts.</param>
/// <param name="Templates">Path of the table of templates.</param>
/// <param name="Id">Identifier of the probe set.</param>
public sealed record NewPackRequest(string Facts, string Templates, string Id)
{
    /// <summary>The licence of a probe set for which none is given.</summary>
    public const string NoLicence = "not stated";

    /// <summary>Display name; null to use the identifier.</summary>
    public string? Title { get; init; }

    /// <summary>The licence of the texts.</summary>
    public string Licence { get; init; } = NoLicence;

    /// <summary>Words that keep their Latin letters in every language, such as names of products and codes.</summary>
    public ImmutableArray<string> KeepsLatin { get; init; } = [];

    /// <summary>Number of options per question, 2 to 26.</summary>
    public int Options { get; init; } = TripleQuestions.DefaultOptions;

    /// <summary>Seed for drawing the options.</summary>
    public int Seed { get; init; } = TripleQuestions.DefaultSeed;
}
