namespace CLiKA.TestLogger.Tests;

public sealed class AlignmentLoggerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-logger-").FullName;

    private string SummaryOfJob => Path.Combine(_folder, "job.md");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Elsewhere_the_table_is_printed_and_nothing_else()
    {
        Print(Run(new Annotation("title", "message")), []).Should().Equal(string.Empty, "the table");
        File.Exists(SummaryOfJob).Should().BeFalse();
    }

    [Fact]
    public void On_GitHub_Actions_findings_are_annotations_at_their_line_and_the_summary_is_appended()
    {
        File.WriteAllText(SummaryOfJob, "of another step\n");
        var run = Run(
            new Annotation("m, geo, de: regressed", "100% lost,\r\n::error::x", Path.Combine(_folder, "baselines/m/geo.verified.json"), 18),
            new Annotation("m: not measured", "why"));

        var lines = Print(run, GitHub());

        lines.Skip(2).Should().Equal(
            "::error file=baselines/m/geo.verified.json,line=18,title=m%2C geo%2C de%3A regressed::100%25 lost,%0D%0A::error::x",
            "::error title=m%3A not measured::why");
        File.ReadAllText(SummaryOfJob).Should().Be("of another step\n**the summary**\n\n");
    }

    [Fact]
    public void GitHub_shows_ten_annotations_so_the_tenth_names_the_others()
    {
        var lines = Print(Run([.. Enumerable.Range(1, 27).Select(number => new Annotation($"cell {number}", "lost"))]), GitHub());

        lines.Skip(2).Should().HaveCount(10);
        lines[^1].Should().StartWith("::error title=18 more::").And.Contain("cell 10; cell 11").And.EndWith("cell 27");
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_said_and_costs_nothing_else()
    {
        var lines = Print(Run(new Annotation("title", "message")), GitHub(Path.Combine(_folder, "missing", "job.md")));

        lines.Should().Contain("the table").And.Contain("::error title=title::message");
        lines[^1].Should().StartWith("The job's summary cannot be written");
    }

    [Fact]
    public void On_Azure_Pipelines_findings_are_issues_and_the_summary_is_uploaded()
    {
        var lines = Print(
            Run(new Annotation("m, geo, de: regressed", "100% lost\n##vso[task.complete]", "/b/a;b]/geo.verified.json", 18)),
            new() { ["TF_BUILD"] = "True" });

        lines.Skip(2).Should().Equal(
            "##vso[task.logissue type=error;sourcepath=/b/a%3Bb%5D/geo.verified.json;linenumber=18]"
                + "m, geo, de: regressed: 100%AZP25 lost%0A##vso[task.complete]",
            $"##vso[task.uploadsummary]{Path.Combine(_folder, "summary.md")}");
    }

    [Fact]
    public void Where_there_is_no_file_with_the_summary_none_is_uploaded() =>
        Print(Run() with { SummaryFile = null }, new() { ["TF_BUILD"] = "True" }).Should().Equal(string.Empty, "the table");

    private RunHandOver Run(params Annotation[] annotations) =>
        new("the table", "**the summary**\n", Path.Combine(_folder, "summary.md"), [.. annotations]);

    private Dictionary<string, string> GitHub(string? summary = null) => new()
    {
        ["GITHUB_ACTIONS"] = "true",
        ["GITHUB_WORKSPACE"] = _folder,
        ["GITHUB_STEP_SUMMARY"] = summary ?? SummaryOfJob,
    };

    private static string[] Print(RunHandOver run, Dictionary<string, string> environment)
    {
        using var output = new StringWriter { NewLine = "\n" };
        AlignmentLogger.Print(run, environment.GetValueOrDefault, output);
        return output.ToString().TrimEnd('\n').Split('\n');
    }
}
