using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>What is known about an item independently of languages (the file <c>items.jsonl</c> of a probe set).</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Relation">What relates the subject with the right option, for example <c>capital</c>.</param>
public sealed record ProbeFact(string Id, string Relation)
{
    /// <summary>Part of the world that the subject belongs to; null where it belongs to none.</summary>
    public string? Region { get; init; }

    /// <summary>Name of what the item asks about, in every language; empty where the item was not made from a template.</summary>
    public ImmutableDictionary<Language, string> Subject { get; init; } = ImmutableDictionary<Language, string>.Empty;

    /// <summary>Region of each option, in their order; empty where options have none (continents).</summary>
    public ImmutableArray<string> OptionRegions { get; init; } = [];
}
