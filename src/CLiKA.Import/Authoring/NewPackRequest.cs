using System.Collections.Immutable;
using CLiKA.Import.Triples;

namespace CLiKA.Import.Authoring;

/// <summary>What a pack is to be made of.</summary>
/// <param name="Facts">Path of the table of facts.</param>
/// <param name="Templates">Path of the table of templates.</param>
/// <param name="Id">Identifier of the pack.</param>
public sealed record NewPackRequest(string Facts, string Templates, string Id)
{
    /// <summary>What is said where nobody names a licence.</summary>
    public const string NoLicence = "not stated";

    /// <summary>Name for a reader; null for the identifier.</summary>
    public string? Title { get; init; }

    /// <summary>The licence of the texts.</summary>
    public string Licence { get; init; } = NoLicence;

    /// <summary>Words that keep their Latin letters in every language, such as names of products and codes.</summary>
    public ImmutableArray<string> KeepsLatin { get; init; } = [];

    /// <summary>How many options a question has, 2 to 26.</summary>
    public int Options { get; init; } = TripleQuestions.DefaultOptions;

    /// <summary>Seed of the draw of options.</summary>
    public int Seed { get; init; } = TripleQuestions.DefaultSeed;
}
