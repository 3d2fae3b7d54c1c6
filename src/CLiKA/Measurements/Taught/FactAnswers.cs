using System.Collections.Immutable;

namespace CLiKA.Measurements.Taught;

/// <summary>Which continent a taught model named, fact by fact.</summary>
/// <param name="Pivot">Asked in English: index of the continent, null where the answer names none.</param>
/// <param name="Own">The same, asked in the language that was taught.</param>
public sealed record FactAnswers(ImmutableArray<int?> Pivot, ImmutableArray<int?> Own);
