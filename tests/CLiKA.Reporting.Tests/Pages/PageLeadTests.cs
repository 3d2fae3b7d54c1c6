using CLiKA.Baselines.Judging;
using CLiKA.Reporting.Runs;
using static CLiKA.Reporting.Tests.Pages.PageSamples;

namespace CLiKA.Reporting.Tests.Pages;

/// <summary>The sentences with which a page and a model's part of it begin.</summary>
public sealed class PageLeadTests
{
    [Fact]
    public void Models_of_one_verdict_are_told_together()
    {
        var judgement = Losing(0).Judgement;

        Heading(Losing(0), Named("other", Losing(0))).Should().Be("All 2 models pass");
        Heading(Reports.WithoutBaseline(), Named("other", Reports.WithoutBaseline())).Should().Be("All 2 models have no baseline");
        Heading(Reports.NotComparable(), Named("other", Reports.NotComparable())).Should().Be("All 2 models are not comparable with their baselines");
        Heading(Of(Verdict.Changed), Named("other", Of(Verdict.Changed))).Should().Be("All 2 models changed");
        Heading(Losing(12), Losing(12), Losing(12), Losing(0), Losing(0)).Should().Be("3 of 5 models regressed, 2 pass");

        ModelReport Of(Verdict verdict) => Losing(0) with { Judgement = judgement with { Verdict = verdict } };
    }

    [Fact]
    public void What_was_lost_is_told_by_cells_and_by_tests_over_all_languages()
    {
        var judgement = Losing(12).Judgement;

        Lead(judgement).Should().Be("Knowledge was lost in 1 of 3 cells, and in 2 of 2 tests over all languages together.");
        Lead(judgement with { Pools = [] }).Should().Be("Knowledge was lost in 1 of 3 cells.");
        Lead(judgement with { Cells = [judgement.Cells[1]], Pools = [judgement.Pools[0]] })
            .Should().Be("Knowledge was lost in 1 of 1 cell, and in 1 of 1 test over all languages together.");
        Lead(With(judgement, CellVerdict.Inconclusive) with { Pools = judgement.Pools })
            .Should().Be("No single cell lost more than chance explains, but 2 of 2 tests over all languages together did.");
        Lead(Reports.LosingSinceRelease())
            .Should().Be("Little was lost against what was accepted last, but since the release losses add up to more than chance explains.");
        Lead(Reports.WithoutBaseline()).Should().Be("Nothing could be compared with a baseline.");
    }

    [Theory]
    [InlineData(0.01, "1 point")]
    [InlineData(0.025, "2.5 points")]
    public void What_was_not_lost_is_told_with_the_loss_that_would_have_been_found(double margin, string points)
    {
        var judgement = Losing(12).Judgement;
        judgement = judgement with { Policy = judgement.Policy with { MinimumDrop = margin }, Pools = [] };

        Lead(With(judgement, CellVerdict.Unchanged)).Should().Be($"No loss was found in 3 cells; one of {points} would have been.");
        Lead(With(judgement, CellVerdict.Inconclusive)).Should().Be($"No loss was found, but in 3 of 3 cells a loss of {points} could have gone unnoticed.");
    }

    [Theory]
    [InlineData(TestFamily.Cells, "None of 3 cells lost more than chance explains.")]
    [InlineData(TestFamily.Pooled, "No loss was found, but in 1 of 3 cells a loss of 1 point could have gone unnoticed.")]
    public void What_could_have_been_seen_is_claimed_only_where_it_was_computed(TestFamily tests, string expected)
    {
        var page = Parse(Reports.Losing(1, tests));

        page.QuerySelector(".lead")!.TextContent.Should().Be(expected);
    }

    [Fact]
    public void A_loss_within_the_noise_is_not_said_to_be_none()
    {
        var losing = Losing(12);
        var page = Parse(losing with
        {
            Judgement = losing.Judgement with
            {
                Verdict = Verdict.Pass,
                Cells = [.. losing.Judgement.Cells.Select(cell => cell.Lost.IsEmpty ? cell : cell with { Verdict = CellVerdict.WithinNoise })],
                Pools = [],
            },
        });

        page.QuerySelector(".lead")!.TextContent.Should().Be("No loss is larger than the noise of the model itself, measured by asking it in other ways.");
    }

    [Fact]
    public void A_pass_of_a_baseline_at_chance_is_said_to_guard_nothing()
    {
        var guessing = Samples.Guessing(10);

        var page = Parse(Report(guessing, guessing));

        page.QuerySelector("h1")!.TextContent.Should().Be("m passes, but m/pack may guard nothing: its baseline is not shown to be above chance");
        page.QuerySelector(".lead")!.TextContent.Should().Be("Every answer in 3 cells is the same as in the baseline. pack may guard nothing: its baseline is not shown to be above chance.");
    }

    [Fact]
    public void Conductivity_is_told_where_it_failed_or_nothing_else_was_asked()
    {
        Lead(Reports.LosingConductivity()).Should().Be("Conductivity failed in 1 of 1 language.");
        Lead(NoLongerTaught()).Should().Be("Conductivity failed in 1 of 1 language.");
        Lead(Losing(0) with { Retrieval = Reports.LosingConductivity().Retrieval })
            .Should().Be("Every answer in 3 cells is the same as in the baseline. Conductivity failed in 1 of 1 language.");
        Lead(Reports.WithoutBaseline() with { Retrieval = Reports.LosingConductivity().Retrieval })
            .Should().Be("No probe set could be compared with a baseline. Conductivity failed in 1 of 1 language.");
        var taught = NoLongerTaught().Baseline!;
        Lead(Report(taught, taught)).Should().Be("Conductivity was compared in 1 language and failed in none.");
    }

    private static Judgement With(Judgement judgement, CellVerdict verdict) =>
        judgement with { Cells = [.. judgement.Cells.Select(cell => cell with { Verdict = verdict })], Pools = [] };

    private static ModelReport Named(string name, ModelReport report) => report with { Received = report.Received with { Model = name } };

    private static string Heading(params ModelReport[] models) => Parse(models).QuerySelector("h1")!.TextContent;

    private static string Lead(Judgement judgement) => Lead(Losing(12) with { Judgement = judgement });

    private static string Lead(ModelReport report) => Parse(report).QuerySelector(".lead")!.TextContent;
}
