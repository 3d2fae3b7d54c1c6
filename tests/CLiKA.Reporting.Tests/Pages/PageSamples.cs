using System.Collections.Immutable;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Baselines.Taught;
using CLiKA.Languages;
using CLiKA.Measurements;
using CLiKA.Measurements.Taught;
using CLiKA.Probes;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;
using CLiKA.Tests;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>Reports to make pages of.</summary>
internal static class PageSamples
{
    /// <summary>What would run, close its element, turn its line around or reach a terminal, were it not made harmless.</summary>
    public const string Hostile = "</script><img src=x onerror=\"window.hostile=1\"><script>window.hostile=1</script>\"'&\u202E\u001B[31m";

    public static ModelReport Report(Measurement? baseline, Measurement received, ImmutableSortedDictionary<string, ProbePack>? packs = null) => new(
        received,
        baseline,
        Judge.Compare(new Evidence(received, baseline), new JudgePolicy(), Scope.Everything),
        Conductivity(baseline?.Worlds ?? [], received.Worlds),
        "models/m",
        "CPU, 2 threads")
    {
        Packs = packs ?? Samples.Packs(),
    };

    /// <summary>A model that lost the first items in German.</summary>
    public static ModelReport Losing(int items) => Report(Samples.Measurement(0), Samples.Measurement(items));

    /// <summary>The same, its name, its folder and every text written by someone hostile.</summary>
    public static ModelReport Attacking()
    {
        var languages = Samples.Set.Languages;
        var set = new ProbeSet("pack", 1, languages.ToDictionary(
            language => language,
            language => (IReadOnlyList<ProbeItem>)
            [
                .. Samples.Set.In(language).Select(item => item with
                {
                    Question = $"{item.Question} {Hostile}",
                    Options = [.. item.Options.Select(option => $"{option} {Hostile}")],
                }),
            ]));
        ProbePack pack = new(
            Samples.Pack.Description, set, [.. Samples.Pack.Facts.Select(fact => new ProbeFact(fact.Id, $"{fact.Relation} {Hostile}"))]);
        return Report(
            Samples.Measurement(0) with { Model = Hostile },
            Samples.Measurement(12) with { Model = Hostile },
            ImmutableSortedDictionary<string, ProbePack>.Empty.Add("pack", pack)) with
        {
            Folder = Hostile,
            Faults = [Hostile],
        };
    }

    /// <summary>A model that lost in each of the first known languages: 12 of 40 items in the first, and in each one more than in the one before.</summary>
    public static ModelReport LosingInLanguages(int languages)
    {
        var before = Samples.InManyLanguages(languages);
        var set = before.ProbeSets[0];
        var now = set.With(set.Languages.Index().ToDictionary(
            cell => cell.Item.Language,
            cell => (ImmutableArray<Answer>)
                [.. cell.Item.Answers.Select((answer, item) => item < 12 + cell.Index ? new Answer((answer.Choice!.Value + 1) % 4) : answer)]));
        return Report(before, before with { ProbeSets = [now] }, Samples.Packs(hasTexts: false));
    }

    /// <summary>A model that gets nothing right, in German and in English.</summary>
    public static ModelReport KnowingNothing()
    {
        ImmutableArray<int> gold = [.. Enumerable.Range(0, 40).Select(item => item % 4)];
        ImmutableArray<Answer> wrong = [.. gold.Select(option => new Answer((option + 1) % 4))];
        return Report(null, new Measurement("m",
        [
            new ProbeSetMeasurement("pack", new Fingerprint("i", "p", "letter", "cpu"), 0.25, 1, [], gold, new Dictionary<Language, ImmutableArray<Answer>>
            {
                [Language.Pivot] = wrong,
                [Language.Parse("de")] = wrong,
            }),
        ]));
    }

    /// <summary>A model of which only conductivity was asked, and whose teaching passed its checks in the baseline but not now.</summary>
    public static ModelReport NoLongerTaught() => Report(
        Teachings.Measurement(Teachings.World(Teachings.Cell("de", Teachings.Retrieved(13)))),
        Teachings.Measurement(Teachings.World(Teachings.Cell("de", Teachings.Teaching(new string('1', 20), new string('1', 20), namesRight: 5)))));

    public static ConductivityJudgement Conductivity(
        ImmutableArray<ConductivityMeasurement> baseline, ImmutableArray<ConductivityMeasurement> received) =>
        ConductivityJudge.Compare(baseline, received, new ConductivityPolicy(0.05, 0.01, false), Scope.Everything);

    public static IDocument Parse(params IEnumerable<ModelReport> models) => ParseRun(models, []);

    public static IDocument ParseRun(IEnumerable<ModelReport> models, IReadOnlyCollection<ModelFault> faults) =>
        new HtmlParser().ParseDocument(RunPage.Render(models, faults));

    /// <summary>The texts of the cells of one row of a table, without what only screen readers are told.</summary>
    public static List<string> Row(this IParentNode page, string table, string heading) =>
    [
        .. page.QuerySelectorAll($"{table} tbody tr").First(row => row.QuerySelector("th:last-of-type")!.TextContent == heading)
            .QuerySelectorAll("td").Select(Shown),
    ];

    /// <summary>The maps of a page with one model: of Performance, and of Consistency.</summary>
    public static List<IElement> Maps(IDocument page) => [.. page.QuerySelectorAll(".maps .scroll")];

    /// <summary>Where links lead on the page, but for those that filter its items.</summary>
    public static List<string> Targets(IDocument page) =>
        [.. page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")!).Where(target => !target.StartsWith("#items?", StringComparison.Ordinal)).Select(target => target[1..])];

    private static string Shown(IElement cell)
    {
        var copy = (IElement)cell.Clone();
        foreach (var hidden in copy.QuerySelectorAll(".hidden"))
        {
            hidden.Remove();
        }

        return string.Join(' ', copy.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
