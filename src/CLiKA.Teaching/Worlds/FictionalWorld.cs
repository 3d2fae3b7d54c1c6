using System.Collections.Immutable;
using CLiKA.Languages;

namespace CLiKA.Teaching.Worlds;

/// <summary>Invented continents and places: facts that no model can have seen in training (Gao et al., NAACL 2024, section 3.4).</summary>
/// <param name="Id">Identifier of the world.</param>
/// <param name="Languages">The languages in which every name exists.</param>
/// <param name="Continents">Names of the continents in every language.</param>
/// <param name="Places">The places, continent by continent.</param>
public sealed record FictionalWorld(
    string Id,
    ImmutableArray<Language> Languages,
    ImmutableArray<ImmutableDictionary<Language, string>> Continents,
    ImmutableArray<FictionalPlace> Places)
{
    /// <summary>Every name in every language: the continents' names, then the places'.</summary>
    public IEnumerable<ImmutableDictionary<Language, string>> Names => Continents.Concat(Places.Select(place => place.Names));
}
