using System.Text.Json;
using CLiKA.Alignment.Tests;
using CLiKA.Answers;
using CLiKA.Baselines.Judging;
using CLiKA.Input;
using CLiKA.Languages;
using CLiKA.Measurements;

namespace CLiKA.Tests.Baselines.Judging;

/// <summary>Whole runs, from answers to verdicts, against what judgement.py makes of them by the words of docs/metrics.md.</summary>
public sealed class JudgementReferenceTests
{
    private static readonly JsonElement[] Runs =
    [
        .. JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository.Root, "tests", "CLiKA.Tests", "Baselines", "Judging", "judgement.json"))).RootElement.EnumerateArray(),
    ];

    public static TheoryData<string> Names => [.. Runs.Select(NameOf)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_run_has_the_metrics_tests_and_verdicts_that_the_documentation_describes(string name)
    {
        var run = Runs.Single(candidate => NameOf(candidate) == name);
        var (accepted, received) = (Measure(run, "before"), Measure(run, "now"));

        var judgement = Judge.Compare(
            new Evidence(received, accepted),
            new JudgePolicy { FamilySize = run.GetProperty("family").GetInt32(), PooledFamilySize = run.GetProperty("pools").GetInt32() },
            Scope.Everything);

        var shown = received.ProbeSets.SelectMany(set => set.Languages).ToList();
        var cells = run.GetProperty("cells").EnumerateArray().ToList();
        (shown.Count, judgement.Cells.Length).Should().Be((cells.Count, cells.Count));
        foreach (var (index, expected) in cells.Index())
        {
            ShouldShow(shown[index], expected);
            ShouldBe(judgement.Cells[index], expected);
        }

        var pools = run.GetProperty("pooled").EnumerateArray().ToList();
        judgement.Pools.Should().HaveCount(pools.Count);
        foreach (var (pool, expected) in judgement.Pools.Zip(pools))
        {
            ShouldBe(pool, expected, judgement.Pools.Length);
        }
    }

    private static string NameOf(JsonElement run) => run.GetProperty("name").GetString()!;

    private static Measurement Measure(JsonElement run, string side) => new("model", [.. run.GetProperty("sets").EnumerateObject().Select(set =>
    {
        var gold = set.Value.GetProperty("gold").GetString()!;
        return new ProbeSetMeasurement(
            set.Name,
            Packs.Fingerprint,
            set.Value.GetProperty("chance").GetDouble(),
            set.Value.GetProperty("ceiling").GetDouble(),
            [],
            [.. gold.Select(letter => letter - 'A')],
            set.Value.GetProperty(side).EnumerateObject().ToDictionary(cell => Language.Parse(cell.Name), cell => AnswerLetters.Read(cell.Value.GetString()!)));
    })]);

    private static void ShouldShow(LanguageMeasurement cell, JsonElement expected)
    {
        Near(cell.Accuracy, expected, "accuracy");
        Near(cell.RescaledAccuracy, expected, "ra");
        (cell.Invalid, cell.Unoffered).Should().Be((expected.GetProperty("invalid").GetInt32(), expected.GetProperty("unoffered").GetInt32()));
        if (cell.Language != Language.Pivot)
        {
            Near(cell.PivotOverlap, expected, "enCo");
            Near(cell.PivotKappa, expected, "kappa");
        }
    }

    private static void ShouldBe(CellComparison cell, JsonElement expected)
    {
        new[] { cell.Lost.Length, cell.Won.Length }.Should().Equal(expected.GetProperty("counts").EnumerateArray().Select(count => count.GetInt32()));
        Near(cell.P, expected, "p");
        Near(cell.AdjustedP, expected, "adjusted");
        Near(cell.DetectableLoss, expected, "couldSee", 1e-4);
        EnumName.Of(cell.Verdict).Should().Be(expected.GetProperty("verdict").GetString());
    }

    // Consistency's p stands on draws, of which 10,000 miss the share of all assignments by less than 0.012, as its spread by a twentieth.
    private static void ShouldBe(PoolComparison pool, JsonElement expected, int family)
    {
        var isDrawn = pool.Level == CLiKA.Metrics.Level.Consistency;
        pool.Level.ToString().Should().Be(expected.GetProperty("level").GetString());
        Near(pool.Before, expected, "before");
        Near(pool.Now, expected, "now");
        Near(pool.AdjustedP, expected, "adjusted", isDrawn ? 0.012 * 2 * family : 1e-10);
        Near(pool.DetectableLoss, expected, "couldSee", isDrawn ? 0.05 * (pool.DetectableLoss ?? 0) : 1e-8);
        EnumName.Of(pool.Verdict).Should().Be(expected.GetProperty("verdict").GetString());
    }

    private static void Near(double? value, JsonElement record, string name, double within = 1e-10)
    {
        double? expected = record.GetProperty(name) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
        (value is null).Should().Be(expected is null, "{0} is {1}", name, expected);
        if (value is { } given)
        {
            given.Should().BeApproximately(expected!.Value, within, name);
        }
    }
}
