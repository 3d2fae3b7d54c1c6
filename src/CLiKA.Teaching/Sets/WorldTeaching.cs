using CLiKA.Languages;
using CLiKA.Teaching.Worlds;

namespace CLiKA.Teaching.Sets;

/// <summary>Builds the teaching set of a world by the published protocol.</summary>
/// <param name="world">The world.</param>
/// <param name="wordings">The wordings.</param>
/// <param name="language">The language besides English.</param>
internal sealed class WorldTeaching(FictionalWorld world, WorldWordings wordings, Language language)
{
    /// <summary>Builds the teaching set.</summary>
    public TeachingSet Set() => new(
        world.Id,
        language,
        [
            .. Facts(Language.Pivot, world.Places),
            .. Facts(language, world.Places.Where(place => place.Kind == FactKind.InBoth)),
            .. Names(),
        ],
        [.. world.Places.Select(place => Question(language, place))],
        [.. world.Places.Select(place => Question(Language.Pivot, place))],
        [.. AllNames().Select(name => Translation(0, Language.Pivot, language, name.Pivot, name.Own))]);

    private IEnumerable<TeachingExample> Facts(Language taught, IEnumerable<FictionalPlace> places) =>
        from wording in Enumerable.Range(0, wordings.Facts)
        from place in places
        let fact = wordings.Fact(taught, wording, place.Names[taught], world.Continents[place.Continent][taught])
        select new TeachingExample(fact.Question, string.Empty, fact.Answer);

    // Half of the wordings translate into English and half from English: a model that has seen names in one direction only need not know the
    // other.
    private IEnumerable<TeachingExample> Names() =>
        from wording in Enumerable.Range(0, wordings.Translations)
        from name in AllNames()
        select wording % 2 == 0
            ? Translation(wording, Language.Pivot, language, name.Pivot, name.Own)
            : Translation(wording, language, Language.Pivot, name.Own, name.Pivot);

    private IEnumerable<(string Pivot, string Own)> AllNames() =>
        world.Names.Select(names => (names[Language.Pivot], names[language]));

    private TeachingExample Translation(int wording, Language from, Language to, string name, string translated) =>
        new(wordings.Translation(wording, from, to), name, translated);

    private FactQuestion Question(Language asked, FictionalPlace place)
    {
        var continent = world.Continents[place.Continent][asked];
        var (question, answer) = wordings.Fact(asked, 0, place.Names[asked], continent);
        return new(question, answer, place.Names[asked], continent, place.Kind);
    }
}
