using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>The language-independent description of an item (a line of the file <c>items.jsonl</c> of a probe set).</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Relation">The relation between the subject and the right option, for example <c>capital</c>.</param>
public sealed record ProbeFact(string Id, string Relation)
{
    /// <summary>Region of the world that the subject belongs to; null where it belongs to none.</summary>
    public string? Region { get; init; }

    /// <summary>Name of the subject in every language; empty where the item was not generated from a template.</summary>
    public ImmutableDictionary<Language, string> Subject { get; init; } = ImmutableDictionary<Language, string>.Empty;

    /// <summary>Region of each option, in order; empty where options have none (continents).</summary>
    public ImmutableArray<string> OptionRegions { get; init; } = [];
}
