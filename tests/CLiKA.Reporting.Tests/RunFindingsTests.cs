using CLiKA.Baselines.Judging;
using CLiKA.Languages;
using CLiKA.Reporting.Runs;

namespace CLiKA.Reporting.Tests;

public sealed class RunFindingsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clika-findings-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_regressed_points_at_its_line_of_the_baseline_and_names_the_first_lost_item()
    {
        var path = Path.Combine(_folder, "pack.verified.json");
        File.WriteAllText(path, "{\n  \"languages\": {\n    \"en\": { },\n    \"de\": { }\n  }\n}\n");

        var findings = RunFindings.Of([Reports.Losing(12) with { BaselineFolder = _folder }], []);

        findings[0].Title.Should().Be("m, pack: Performance regressed over 3 languages");
        (findings[0].File, findings[0].Line).Should().Be((path, null));
        var cell = findings.Single(finding => finding.Title == "m, pack, de: regressed");
        (cell.File, cell.Line).Should().Be((path, 4));
        cell.Message.Should().StartWith("pack, de (German): regressed. 12 items lost").And.Contain("i00: de 0? Right answer: de-0; was right, now chooses de-1");
    }

    [Fact]
    public void What_was_not_measured_comes_first_and_conductivity_is_told()
    {
        var findings = RunFindings.Of([Reports.LosingConductivity(), Reports.WithoutBaseline()], [new ModelFault("n", "No\n::error::such")]);

        findings.Select(finding => finding.Title).Should().Equal(
            "n: not measured", "model: not measured", "m, pack: no baseline", "model, isles, de: regressed");
        findings[0].Message.Should().Be("No ::error::such");
    }

    [Fact]
    public void What_cannot_be_compared_is_a_finding_of_its_set_or_its_world() =>
        RunFindings.Of([Reports.NotComparable()], []).Select(finding => finding.Title).Should()
            .Equal("m, pack: not comparable", "m, isles: no baseline");

    [Fact]
    public void What_is_wrong_with_all_baselines_of_a_folder_is_one_finding()
    {
        var report = Reports.NotComparable();
        const string Reason = "baselines/m: contains baselines of n; expected those of m.";
        var findings = RunFindings.Of(
            [
                report with
                {
                    Judgement = report.Judgement with
                    {
                        Objections =
                        [
                            new("geo", Verdict.NotComparable, Reason), new("causes", Verdict.NotComparable, "causes: other."), new("people", Verdict.NotComparable, Reason),
                        ],
                    },
                    Retrieval = report.Retrieval with { Objections = [new("isles", null, Verdict.NotComparable, Reason), new("isles", Language.Parse("de"), Verdict.NotComparable, Reason)] },
                },
            ],
            []);

        findings.Select(finding => (finding.Title, finding.Message)).Should().Equal(
            ("m, geo, people, isles: not comparable", Reason), ("m, causes: not comparable", "causes: other."));
    }

    [Fact]
    public void A_baseline_that_is_not_there_has_no_line()
    {
        var finding = RunFindings.Of([Reports.Losing(12) with { BaselineFolder = _folder }], [])[0];

        (finding.File, finding.Line).Should().Be((null, null));
    }

    [Fact]
    public void What_was_lost_since_the_release_is_a_finding() =>
        RunFindings.Of([Reports.LosingSinceRelease()], []).Should().Contain(finding =>
            finding.Title.StartsWith("m, pack, de: regressed since release 2.0", StringComparison.Ordinal));

    [Fact]
    public void A_run_that_passes_has_none() => RunFindings.Of([Reports.Losing(0)], []).Should().BeEmpty();
}
