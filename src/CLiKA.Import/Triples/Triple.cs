using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Triples;

/// <summary>A fact: an object is right for a subject under a relation.</summary>
/// <param name="Id">Identifier of the question that is made of it.</param>
/// <param name="Relation">The relation, for example <c>capital</c>.</param>
/// <param name="Subject">What stands for the subject, the same in all of its facts.</param>
/// <param name="Target">What stands for the object, the same in all facts of the relation.</param>
public sealed record Triple(string Id, string Relation, string Subject, string Target)
{
    /// <summary>Name of the subject in every language.</summary>
    public required ImmutableDictionary<Language, string> SubjectNames { get; init; }

    /// <summary>Name of the object in every language.</summary>
    public required ImmutableDictionary<Language, string> ObjectNames { get; init; }

    /// <summary>The question in every language, in one wording or more, as many in each language.</summary>
    public required ImmutableDictionary<Language, ImmutableArray<string>> Wordings { get; init; }

    /// <summary>Part of the world that the fact belongs to; null where it belongs to none.</summary>
    public string? Region { get; init; }

    /// <summary>Objects that are right too, beside those of the subject's other facts, and so are not offered.</summary>
    public ImmutableArray<string> AlsoRight { get; init; } = [];
}
