using CLiKA.Reporting.Pages;
using CLiKA.Reporting.Runs;
using CLiKA.Reporting.Summaries;

namespace CLiKA.Reporting.Tests;

/// <summary>Where something could not be compared, the tables, the page and the pull request say what to do about it.</summary>
public sealed class NextStepTests
{
    [Fact]
    public void A_step_is_the_last_that_the_tables_say_of_a_model_and_stands_in_the_summary_and_on_the_page()
    {
        var model = Reports.WithoutBaseline() with { NextStep = "Next: accept." };

        RunTable.Render([model]).Should().EndWith("\nNext: accept.\n");
        AlignmentSummary.Render([model], []).Should().Contain("\n\nNext: accept.\n");
        RunPage.Render([model], []).Should().Contain(">Next: accept.<");
    }

    [Fact]
    public void Where_there_is_none_nothing_is_said() =>
        (RunTable.Render([Reports.WithoutBaseline()]) + AlignmentSummary.Render([Reports.WithoutBaseline()], []) + RunPage.Render([Reports.WithoutBaseline()], [])).Should().NotContain("Next:");
}
