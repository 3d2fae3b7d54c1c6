using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>The answers of one taught model.</summary>
/// <param name="Names">For each name, whether its translation into the language was right; asked by generation.</param>
/// <param name="Facts">The answers to the facts, for each way in which they were asked; at least one.</param>
public sealed record TeachingAnswers(ImmutableArray<bool> Names, ImmutableSortedDictionary<RetrievalWay, FactAnswers> Facts);
