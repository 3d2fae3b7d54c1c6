using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Probes;

/// <summary>What is known about an item independently of languages (the file <c>items.jsonl</c> of a probe set).</summary>
/// <param name="Id">Id of the item.</param>
/// <param name="Relation">What relates the subject with the right option, for example <c>capital</c>.</param>
/// <param name="Region">Part of the world that the subject belongs to.</param>
/// <param name="Subject">Name of what the item asks about, in every language.</param>
/// <param name="OptionRegions">Region of each option, in their order; empty where options have none (continents).</param>
public sealed record ProbeFact(
    string Id,
    string Relation,
    string Region,
    ImmutableDictionary<Language, string> Subject,
    ImmutableArray<string> OptionRegions);
