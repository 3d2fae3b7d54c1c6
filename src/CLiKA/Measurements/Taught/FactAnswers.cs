using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>The continents that a taught model named, one per fact.</summary>
/// <param name="Pivot">Index of the continent for each fact asked in English; null where the answer names none.</param>
/// <param name="Own">Index of the continent for each fact asked in the language that was taught; null where the answer names none.</param>
public sealed record FactAnswers(ImmutableArray<int?> Pivot, ImmutableArray<int?> Own);
