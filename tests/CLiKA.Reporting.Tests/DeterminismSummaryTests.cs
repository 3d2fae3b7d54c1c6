using CLiKA.Answers;
using CLiKA.Languages;
using CLiKA.Measurements.Repeats;
using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Results;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Summaries;

namespace CLiKA.Reporting.Tests;

public sealed class DeterminismSummaryTests
{
    private const string OnCpu = "Repeatability: 1 of 12 answers changed when asked again on the CPU (smallest margin between the two likeliest options 0.001, "
        + "among changed answers 0.002; log-probabilities moved by at most 0.01).";

    [Fact]
    public void Answers_that_did_not_change_are_a_line() => DeterminismSummary.Lines(new Determinism(new Repetition("with 1 thread", 1200, 0, 0.0125, 0, [])))
        .Should().Equal(
            "Repeatability: none of 1,200 answers changed when asked again with 1 thread (smallest margin between the two likeliest options 0.0125; "
            + "log-probabilities moved by at most 0.0).");

    [Fact]
    public void Words_have_no_margins() => DeterminismSummary.Lines(new Determinism(new Repetition("with 1 thread", 2, 0, null, null, [])))
        .Should().Equal("Repeatability: none of 2 answers changed when asked again with 1 thread (answers have no margin).");

    [Fact]
    public void What_a_CPU_could_not_be_asked_is_told() =>
        DeterminismSummary.Lines(new Determinism(new Repetition("in fewer rows", 2, 0, null, null, [])) { CpuFault = "m: too large." })
            .Should().EndWith("Repeatability: not asked again on the CPU. m: too large.");

    [Fact]
    public void What_fails_names_the_answers_that_rounding_does_not_explain() =>
        DeterminismSummary.Describe(Reports.Changing().Determinism!).Should().Contain(
            "2 of 12 answers changed when asked again in fewer rows (smallest margin between the two likeliest options 0.001, among changed answers "
            + "0.003; log-probabilities moved by at most 0.6). Rounding does not explain 1 of them (a log-probability may move by 0.0025).")
            .And.EndWith("\n  pack, de, i07: A in the run, B when asked again, margins 0.2 and 0.4");

    [Fact]
    public void Five_answers_are_named_and_the_others_counted()
    {
        var changed = Enumerable.Range(0, 7).Select(item => new ChangedAnswer("pack", Language.Pivot, $"i{item}", new Answer(0), new Answer(1)));

        DeterminismSummary.Describe(new Determinism(new Repetition("with 1 thread", 40, 0, null, null, [.. changed]))).Split('\n').Should().EndWith(
            ["  pack, en, i4: A in the run, B when asked again, margins – and –", "  and 2 more"]).And.HaveCount(7);
    }

    [Fact]
    public void Table_summary_page_and_findings_show_what_changed_and_what_the_CPU_says()
    {
        List<ModelReport> models = [Reports.Changing()];

        RunTable.Render(models).Should().Contain("\nNot comparable despite the verdict above. Repeatability: 2 of 12 answers changed when asked again in fewer rows (").And.Contain(OnCpu);
        AlignmentSummary.Render(models, []).Should().StartWith("**Alignment: not comparable.**").And.Contain("- Not comparable despite the verdict above. Repeatability: 2 of 12").And.Contain("- Repeatability: 1 of 12 answers changed when asked again on the CPU");
        RunPage.Render(models, []).Should().Contain("i07: A in the run, B when asked again").And.Contain("Repeatability: 1 of 12 answers changed when asked again on the CPU");
        var finding = RunFindings.Of(models, []).Should().ContainSingle().Subject;
        finding.Title.Should().Be("m: answers change when asked again");
        finding.Message.Should().Contain("pack, de, i07: A in the run, B when asked again");
    }

    [Fact]
    public void What_a_reader_would_not_see_of_a_run_that_passes_is_shown_everywhere()
    {
        const string Caveat = "Asked in part: 1 of 10 cells.";
        List<ModelReport> models = [Reports.Losing(0) with { Caveats = [Caveat] }];

        RunTable.Render(models).Should().EndWith($"{Caveat}\n");
        AlignmentSummary.Render(models, []).Should().Contain($"- {Caveat}");
        RunPage.Render(models, []).Should().Contain(Caveat);
        ResultsJson.Render(models, []).Should().Contain($"\"{Caveat}\"");
    }

    [Fact]
    public void What_is_only_reported_is_no_finding()
    {
        List<ModelReport> models = [Reports.Changing(isRequired: false)];

        RunFindings.Of(models, []).Should().BeEmpty();
        RunTable.Render(models).Should().Contain("This is only reported, as the configuration says.");
        RunPage.Render(models, []).Should().Contain("Repeatability: 2 of 12 answers changed");
    }
}
