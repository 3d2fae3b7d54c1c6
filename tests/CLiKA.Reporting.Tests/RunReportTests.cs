using CLiKA.Reporting.Runs;

namespace CLiKA.Reporting.Tests;

public sealed class RunReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_that_measured_nothing_leaves_nothing_of_the_last_one()
    {
        RunReport.Write(_folder, [Reports.Losing(0)], []);
        Directory.GetFiles(Path.Combine(_folder, RunReport.FiguresFolder)).Should().NotBeEmpty();

        RunReport.Write(_folder, [], [new ModelFault("n", "No such folder.")]);

        Directory.GetFiles(Path.Combine(_folder, RunReport.FiguresFolder)).Should().BeEmpty();
        Read(RunReport.PageFile).Should().Contain("<h1>Nothing was measured</h1>").And.Contain("No such folder.");
    }

    // A file in the place of the folder with the figures.
    [Fact]
    public void Figures_that_cannot_be_written_do_not_leave_the_last_verdict()
    {
        RunReport.Write(_folder, [Reports.Losing(0)], []);
        Directory.Delete(Path.Combine(_folder, RunReport.FiguresFolder), recursive: true);
        File.WriteAllText(Path.Combine(_folder, RunReport.FiguresFolder), string.Empty);

        FluentActions.Invoking(() => RunReport.Write(_folder, [Reports.Losing(12)], [])).Should().Throw<Exception>();

        Read(RunReport.SummaryFile).Should().StartWith("**Alignment: regressed.**");
        Read(RunReport.ResultsFile).Should().Contain("\"verdict\": \"regressed\"");
        Read(RunReport.PageFile).Should().Contain("<h1>m regressed</h1>");
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
