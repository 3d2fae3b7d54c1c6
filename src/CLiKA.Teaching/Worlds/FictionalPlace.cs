using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Teaching.Worlds;

/// <summary>An invented place.</summary>
/// <param name="Continent">Index of its continent.</param>
/// <param name="Kind">The languages in which the fact about it is taught.</param>
/// <param name="Names">Its name in every language.</param>
public sealed record FictionalPlace(int Continent, FactKind Kind, ImmutableDictionary<Language, string> Names);
