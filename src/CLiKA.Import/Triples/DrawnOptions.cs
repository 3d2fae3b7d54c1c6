using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Import.Triples;

/// <summary>The wrong options of a question.</summary>
/// <param name="Distractors">Their names in every language.</param>
/// <param name="FromRegion">Whether all of them belong to the fact's region.</param>
internal sealed record DrawnOptions(ImmutableArray<ImmutableDictionary<Language, string>> Distractors, bool FromRegion);
