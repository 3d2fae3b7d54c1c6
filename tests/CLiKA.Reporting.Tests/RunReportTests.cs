using CLiKA.Reporting.Runs;

namespace CLiKA.Reporting.Tests;

public sealed class RunReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void The_table_has_all_models_and_what_they_retrieve_and_what_was_not_measured()
    {
        var text = RunTable.Render([Reports.LosingConductivity(), Reports.NotComparable()]);

        text.Should().StartWith("Alignment of model: ").And.Contain("\n  conductivity in isles: 20 facts taught in English only")
            .And.Contain("\nConductivity: regressed (languages: 1 regressed).\n").And.Contain("\nisles, ru: not measured. No such file.\n\nAlignment of m: ");
    }

    [Fact]
    public void A_run_that_measured_nothing_leaves_nothing_of_the_last_one()
    {
        RunReport.Write(_folder, [Reports.Losing(0)], []);
        Directory.GetFiles(Path.Combine(_folder, RunReport.FiguresFolder)).Should().NotBeEmpty();

        RunReport.Write(_folder, [], [new ModelFault("n", "No such folder.")]);

        Directory.GetFiles(Path.Combine(_folder, RunReport.FiguresFolder)).Should().BeEmpty();
        Read(RunReport.PageFile).Should().Contain("<h1>Nothing was measured</h1>").And.Contain("No such folder.");
    }

    [Fact]
    public void What_fails_a_run_beside_its_models_stands_behind_the_tables_of_those_that_pass()
    {
        ModelFault[] faults =
        [
            new ModelFault("n", "/models/n: no such folder."),
            new ModelFault("b", "old.verified.json.") { Matter = ModelFault.Orphaned },
            new ModelFault("m", "pack: even a model that answers nothing would pass.") { Matter = ModelFault.Blind },
            new ModelFault("s", "1 of 4") { Matter = ModelFault.InPart },
        ];

        RunReport.Write(_folder, [Reports.Losing(0)], faults);

        Read(RunReport.TableFile).Should().Contain("Verdict: pass").And.EndWith(
            "\nThe run failed: n was not measured: /models/n: no such folder.\n"
            + "\nThe run failed: b was left with a baseline that clika.json does not ask for: old.verified.json.\n"
            + "\nThe run failed: m was guarded by a gate that cannot fail: pack: even a model that answers nothing would pass.\n");
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

    // As a full disk, or a kill in the midst of the report.
    [Fact]
    public void A_report_that_is_not_finished_holds_nothing_of_the_last_one()
    {
        RunReport.Write(_folder, [Reports.Losing(0)], []);
        File.Delete(Path.Combine(_folder, RunReport.ItemsFile));
        Directory.CreateDirectory(Path.Combine(_folder, RunReport.ItemsFile));

        FluentActions.Invoking(() => RunReport.Write(_folder, [Reports.Losing(12)], [])).Should().Throw<InvalidInputException>()
            .WithMessage($"{Path.Combine(_folder, RunReport.ItemsFile)}: cannot be written: *");

        Read(RunReport.ResultsFile).Should().Contain("\"verdict\": \"regressed\"");
        File.Exists(Path.Combine(_folder, RunReport.PageFile)).Should().BeFalse();
        Directory.GetFiles(Path.Combine(_folder, RunReport.FiguresFolder)).Should().BeEmpty();
    }

    [Fact]
    public void A_verdict_that_cannot_be_written_leaves_the_last_report_as_it_was()
    {
        RunReport.Write(_folder, [Reports.Losing(0)], []);
        var before = Read(RunReport.PageFile);
        File.Delete(Path.Combine(_folder, RunReport.ResultsFile));
        Directory.CreateDirectory(Path.Combine(_folder, RunReport.ResultsFile));

        FluentActions.Invoking(() => RunReport.Write(_folder, [Reports.Losing(12)], [])).Should().Throw<InvalidInputException>();

        Read(RunReport.PageFile).Should().Be(before);
        Directory.GetFiles(Path.Combine(_folder, RunReport.FiguresFolder)).Should().NotBeEmpty();
    }

    private string Read(string file) => File.ReadAllText(Path.Combine(_folder, file));
}
