using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>What one taught model answered.</summary>
/// <param name="Names">For each name whether its translation into the language was right; asked by generation.</param>
/// <param name="Facts">Its answers to the facts, in each way in which they were asked; at least one way.</param>
public sealed record TeachingAnswers(ImmutableArray<bool> Names, ImmutableSortedDictionary<RetrievalWay, FactAnswers> Facts);
