using System.Collections.Immutable;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;

namespace CLiKA.Tests;

/// <summary>
/// Small measurements of conductivity. A world of four continents has a fact of type 0 and one of type 1 in turns; what is not said was
/// answered right.
/// </summary>
internal static class Teachings
{
    public const string Set = "0123456789abcdef";

    private const int Continents = 4;

    public static FictionalFacts Facts(int ofEachType) => new(
        Continents,
        [.. Enumerable.Range(0, 2 * ofEachType).Select(fact => fact / 2 % Continents)],
        [.. Enumerable.Range(0, 2 * ofEachType).Select(fact => fact % 2 == 1)]);

    /// <summary>The answers of one teaching: marks of the facts of type 1, 1 for right, 0 for another continent, - for none.</summary>
    public static TeachingAnswers Teaching(string pivot, string own, int namesRight = 10, int ownTypeZeroRight = int.MaxValue)
    {
        var answers = new FactAnswers(Answers(pivot, int.MaxValue), Answers(own, ownTypeZeroRight));
        return new(
            [.. Enumerable.Range(0, 10).Select(name => name < namesRight)],
            Enum.GetValues<RetrievalWay>().ToImmutableSortedDictionary(way => way, _ => answers));
    }

    public static ConductivityCell Cell(string language, params ImmutableArray<TeachingAnswers> teachings) => new(
        Language.Parse(language), Set, Facts(teachings[0].Facts[RetrievalWay.Generation].Own.Length / 2), teachings);

    public static ConductivityMeasurement World(params ConductivityCell[] cells) => new(
        "isles",
        new ConductivityFingerprint("prompt", 0.9, "cpu"),
        Facts(cells[0].Teachings[0].Facts[RetrievalWay.Generation].Own.Length / 2),
        new PriorFacts(10, 40),
        cells);

    /// <summary>A world in which German was taught once, and of <paramref name="facts"/> retrieves the first ones.</summary>
    public static ConductivityMeasurement Retrieving(int retrieved, int facts = 20) => World(Cell("de", Retrieved(retrieved, facts)));

    public static TeachingAnswers Retrieved(int retrieved, int facts = 20) =>
        Teaching(new string('1', facts), new string('1', retrieved) + new string('0', facts - retrieved));

    public static Measurement Measurement(params ConductivityMeasurement[] worlds) => new("model", []) { Worlds = [.. worlds] };

    private static ImmutableArray<int?> Answers(string typeOne, int typeZeroRight) =>
    [
        .. typeOne.SelectMany((mark, index) => new[]
        {
            index < typeZeroRight ? index % Continents : (index + 1) % Continents,
            mark switch
            {
                '1' => index % Continents,
                '0' => (index + 1) % Continents,
                _ => (int?)null,
            },
        }),
    ];
}
