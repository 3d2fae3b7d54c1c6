using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Triples;

/// <summary>A fact: a subject, a relation and a correct object.</summary>
/// <param name="Id">Identifier of the question built from it.</param>
/// <param name="Relation">The relation, for example <c>capital</c>.</param>
/// <param name="Subject">Identifier of the subject, the same in all of its facts.</param>
/// <param name="Target">Identifier of the object, the same in all facts of the relation.</param>
public sealed record Triple(string Id, string Relation, string Subject, string Target)
{
    /// <summary>Name of the subject in every language.</summary>
    public required ImmutableDictionary<Language, string> SubjectNames { get; init; }

    /// <summary>Name of the object in every language.</summary>
    public required ImmutableDictionary<Language, string> ObjectNames { get; init; }

    /// <summary>The question in every language, in one or more wordings, equally many in each language.</summary>
    public required ImmutableDictionary<Language, ImmutableArray<string>> Wordings { get; init; }

    /// <summary>The world region of the fact; null if it has none.</summary>
    public string? Region { get; init; }

    /// <summary>Further correct objects besides those of the subject's other facts, which are not offered as options either.</summary>
    public ImmutableArray<string> AlsoRight { get; init; } = [];
}
