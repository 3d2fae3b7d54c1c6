using System.Collections.Immutable;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Noise;
using CLiKA.Metrics;
using CLiKA.Probes;
using CLiKA.Reporting.Lost;

namespace CLiKA.Reporting.Tests;

/// <summary>Forty items, asked in English, German and Hebrew.</summary>
internal static class Samples
{
    private const int Items = 40;
    private static readonly Language[] Languages = [Language.Pivot, Language.Parse("de"), Language.Parse("he")];

    public static ProbeSet Set { get; } = new("pack", 1, Languages.ToDictionary(
        language => language,
        language => (IReadOnlyList<ProbeItem>)
            [.. Enumerable.Range(0, Items).Select(item => new ProbeItem(Id(item), $"{language} {item}?", [.. Options(language)], item % 4))]));

    /// <summary>The set with what is known of its items: whether their number is even.</summary>
    public static ProbePack Pack { get; } = new(
        new ProbeSetDescription("pack", "Pack", KnowledgeKind.Factual, "CC0-1.0", "1"),
        Set,
        [.. Enumerable.Range(0, Items).Select(item => new ProbeFact(Id(item), item % 2 == 0 ? "even" : "odd"))]);

    /// <summary>All right in English and Hebrew; in German the first items are wrong, in Hebrew everything is A where asked for.</summary>
    public static Measurement Measurement(int wrongInGerman, bool hebrewSaysA = false) =>
        Measure((option, item) => new Answer(item < wrongInGerman ? (option + 1) % 4 : option), hebrewSaysA);

    /// <summary>All right, but for the first items in German, which name no option: some an unoffered letter, others none.</summary>
    public static Measurement WithoutAnswers(int items) => Measure(
        (option, item) => item < items ? Answer.Invalid with { UnofferedLetter = item % 2 == 0 ? 'E' : null } : new Answer(option), false);

    /// <summary>The first items right in every language, and no others.</summary>
    public static Measurement Guessing(int right)
    {
        var measurement = Measurement(0);
        var set = measurement.ProbeSets[0];
        ImmutableArray<Answer> answers = [.. set.Gold.Select((option, item) => new Answer(item < right ? option : (option + 1) % 4))];
        return measurement with { ProbeSets = [set.With(Languages.ToDictionary(language => language, _ => answers))] };
    }

    /// <summary>Asked in two wordings: all right in both, but for the first items in German, which are wrong in the second.</summary>
    public static Measurement InTwoWordings(int wrongInSecond) => Measure(
        (option, item) => new Answer(option) { Wordings = [option, item < wrongInSecond ? (option + 1) % 4 : option] }, false, 2);

    /// <summary>All right, in the first languages that are known.</summary>
    public static Measurement InManyLanguages(int languages, params string[] sets) => In(Language.Known.Take(languages), sets);

    /// <summary>All right, in each of these languages; of one set, or of others by their names.</summary>
    public static Measurement In(IEnumerable<Language> languages, params string[] sets)
    {
        ImmutableArray<int> gold = [.. Enumerable.Range(0, Items).Select(item => item % 4)];
        ImmutableArray<Answer> right = [.. gold.Select(option => new Answer(option))];
        return new Measurement("m",
        [
            .. (sets.Length == 0 ? ["pack"] : sets).Select(set => new ProbeSetMeasurement(
                set,
                new Fingerprint("i", "p", "letter", "cpu"),
                0.25,
                1,
                [.. gold.Select((_, item) => Id(item))],
                gold,
                languages.ToDictionary(language => language, _ => right))),
        ]);
    }

    private static Measurement Measure(Func<int, int, Answer> inGerman, bool hebrewSaysA, int wordings = 1)
    {
        ImmutableArray<int> gold = [.. Enumerable.Range(0, Items).Select(item => item % 4)];
        ImmutableArray<Answer> right =
            [.. gold.Select(option => new Answer(option) { Wordings = wordings == 1 ? [] : [.. Enumerable.Repeat<int?>(option, wordings)] })];
        return new Measurement("m",
        [
            new ProbeSetMeasurement(
                "pack",
                new Fingerprint("i", "p", "letter", "cpu") { Wordings = wordings },
                0.25,
                1,
                [.. gold.Select((_, item) => Id(item))],
                gold,
                new Dictionary<Language, ImmutableArray<Answer>>
                {
                    [Languages[0]] = right,
                    [Languages[1]] = [.. gold.Select(inGerman)],
                    [Languages[2]] = hebrewSaysA ? [.. gold.Select(_ => new Answer(0))] : right,
                }),
        ]);
    }

    /// <summary>The same answers, of which it is said that they were asked otherwise.</summary>
    public static Measurement AskedOtherwise(Measurement measurement, Func<Fingerprint, Fingerprint> change)
    {
        var set = measurement.ProbeSets[0];
        return measurement with
        {
            ProbeSets =
            [
                new ProbeSetMeasurement(
                    set.ProbeSet,
                    change(set.Fingerprint),
                    set.Chance,
                    set.Ceiling,
                    set.ItemIds,
                    set.Gold,
                    set.Languages.ToDictionary(cell => cell.Language, cell => cell.Answers)),
            ],
        };
    }

    public static Judgement Judge(Measurement baseline, Measurement received, TestFamily tests = TestFamily.Pooled) =>
        Baselines.Judging.Judge.Compare(new Evidence(received, baseline), new JudgePolicy { Tests = tests }, Scope.Everything);

    /// <summary>Noise of a kind that moves German; in the pools only what is said.</summary>
    public static KindNoise Kind(NoiseKind kind, int lostInGerman, double pooled = 0) => new(
        kind,
        ["variant"],
        [new PoolNoise(Level.Performance, "variant", pooled), new PoolNoise(Level.Consistency, null, 0)],
        [.. Languages.Select((language, index) => new CellNoise(language, Items, "variant", 0, index == 1 ? lostInGerman : 0, 0, null))]);

    public static ProbeSetNoise Noise(params KindNoise[] kinds) => new("pack", Measurement(0).ProbeSets[0].Fingerprint, "weights", [.. kinds]);

    /// <summary>What changed in the one set.</summary>
    public static ChangedItems Changes(Measurement baseline, Measurement received, Judgement judgement, bool hasTexts = true) =>
        ChangedItems.Of(baseline, received, judgement, Packs(hasTexts)).Single();

    /// <summary>The set by its id, or nothing.</summary>
    public static ImmutableSortedDictionary<string, ProbePack> Packs(bool hasTexts = true) => hasTexts
        ? ImmutableSortedDictionary<string, ProbePack>.Empty.Add(Set.Id, Pack)
        : ImmutableSortedDictionary<string, ProbePack>.Empty;

    private static string Id(int item) => $"i{item:00}";

    private static IEnumerable<string> Options(Language language) => Enumerable.Range(0, 4).Select(option => $"{language}-{option}");
}
